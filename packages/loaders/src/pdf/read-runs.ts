import { isRightToLeft, readable } from "./characters.js";
import { composeAccents, isSpacingAccent } from "./compose-accents.js";
import type { Pdfium } from "./pdfium-engine.js";
import { type Run, withText } from "./run.js";
import { charactersAtOnce, recordWords, type RecordViews, type RunRecords } from "./run-reader.js";
import { noStyle, StyleReader } from "./style-reader.js";
import { texSymbol } from "./tex-symbols.js";

/** The contents of PDFium's text page, as drawn. */
export interface PageRuns {
  /** In the order of the page's content. */
  readonly runs: Run[];
  /** Characters without a letter mapping in their font. */
  readonly unmapped: number;
}

/** PDFium's character for a hyphen at the end of a line. */
const lineEndHyphen = 2;

// Flags of a record, see `read-runs.wat`.
const withoutMapping = 2;
const otherStyle = 4;
const afterSpace = 8;

/** Reads the text of a page in one pass. */
export function readRuns(engine: Pdfium, textPage: number): PageRuns {
  const page = new PageReader(engine);
  const count = engine.calls.FPDFText_CountChars(textPage);
  let spaced = false;
  for (let from = 0; from < count; from += charactersAtOnce) {
    const to = Math.min(count, from + charactersAtOnce);
    const again = (): RunRecords => engine.readRuns(textPage, from, to, spaced);
    spaced = page.add(again(), again);
  }
  return { runs: page.accents ? composeAccents(page.runs) : page.runs, unmapped: page.unmapped };
}

const noMarks: Pick<Run, "breaks" | "rightToLeft"> = { breaks: false, rightToLeft: false };

/** Collects the runs of one page. */
class PageReader {
  readonly runs: Run[] = [];
  unmapped = 0;
  accents = false;
  readonly #styles: StyleReader;
  #style = noStyle;
  /** A space came before a character that is left out. */
  #spaced = false;
  #lastObject = 0;
  #lastLeft = NaN;
  #lastBottom = NaN;

  constructor(engine: Pdfium) {
    this.#styles = new StyleReader(engine);
  }

  /** Adds records; `again` reads them once more. Gives whether a space came last. */
  add(read: RunRecords, again: () => RunRecords): boolean {
    let views: RecordViews = read;
    let start = 0;
    for (let at = 0; at < read.records * recordWords; at += recordWords) {
      if ((views.ints[at + 2]! & otherStyle) !== 0) {
        const { ints, floats, doubles } = views;
        this.#style = this.#styles.read(ints[at + 12]!, doubles[(at >> 1) + 7]!, floats, at + 16);
        // Asking for the facts of a font may have moved the engine's memory.
        if (ints.length === 0) views = again();
      }
      const letters = views.ints[at + 3]!;
      if (letters > 0 && this.#style.symbols === null)
        this.#push(read.letters.slice(start, start + letters), views, at);
      else this.#addOne(letters > 0 ? read.letters.slice(start, start + letters) : "", views, at);
      start += letters;
    }
    return read.spaced;
  }

  /** A character that is no part of a run, or a run in a font of symbols. */
  #addOne(letters: string, views: RecordViews, at: number): void {
    const { ints } = views;
    const codePoint = ints[at]!;
    const noMapping = (ints[at + 2]! & withoutMapping) !== 0;
    const breaks = codePoint === lineEndHyphen && !noMapping;
    let text = letters !== "" ? letters : breaks ? "-" : readable(codePoint, noMapping);
    if (text === "" && (codePoint < 0x20 || codePoint >= 0xe000)) this.unmapped += 1;
    const { symbols } = this.#style;
    if (symbols !== null) text = Array.from(text, (letter) => texSymbol(symbols, letter)).join("");
    if (isSpacingAccent(codePoint)) this.accents = true;
    if (text === "") this.#spaced ||= (ints[at + 2]! & afterSpace) !== 0;
    else this.#push(text, views, at, { breaks, rightToLeft: isRightToLeft(codePoint) });
  }

  #push(text: string, { ints, floats, doubles }: RecordViews, at: number, { breaks, rightToLeft } = noMarks): void {
    const left = floats[at + 4]!;
    const bottom = floats[at + 7]!;
    const object = ints[at + 21]!;
    const spaced = this.#spaced || (ints[at + 2]! & afterSpace) !== 0;
    if (
      !spaced &&
      this.#lastObject === object &&
      this.#lastLeft === left &&
      this.#lastBottom === bottom &&
      this.runs.length > 0
    ) {
      // One glyph for several letters (a ligature). The engine reverses those of right-to-left scripts.
      const last = this.runs.pop()!;
      this.runs.push(withText(last, rightToLeft ? text + last.text : last.text + text, last.spaced));
      return;
    }
    const style = this.#style;
    const lastLeft = floats[at + 20]!;
    const y = doubles[(at >> 1) + 5]!;
    const run = {
      text,
      glyphs: ints[at + 1]!,
      x0: left,
      x1: floats[at + 6]!,
      lastX0: lastLeft,
      y,
      style,
      spaced,
      breaks,
      rightToLeft,
    };
    this.runs.push(style.angle === 0 ? run : turned(run, floats[at + 5]!, bottom, doubles[(at >> 1) + 4]!));
    this.#spaced = false;
    this.#lastObject = object;
    this.#lastLeft = lastLeft;
    this.#lastBottom = bottom;
  }
}

/** A glyph in the frame in which text of its direction runs to the right. */
function turned(run: Run, top: number, bottom: number, x: number): Run {
  const { x0: left, x1: right, y } = run;
  const { angle } = run.style;
  if (angle === 90) return moved(run, bottom, top, -x);
  if (angle === 180) return moved(run, -right, -left, -y);
  if (angle === 270) return moved(run, -top, -bottom, x);
  const radians = (angle * Math.PI) / 180;
  const along = x * Math.cos(radians) + y * Math.sin(radians);
  const across = y * Math.cos(radians) - x * Math.sin(radians);
  // Boxes of slanted text are too wide: their larger side over the widest side of a turned square is near the advance.
  const width = Math.max(right - left, top - bottom) / (Math.abs(Math.cos(radians)) + Math.abs(Math.sin(radians)));
  return moved(run, along, along + width, across);
}

/** Fields in the order of every other run. */
function moved({ text, glyphs, style, spaced, breaks, rightToLeft }: Run, x0: number, x1: number, y: number): Run {
  return { text, glyphs, x0, x1, lastX0: x0, y, style, spaced, breaks, rightToLeft };
}
