import { fromSurrogates, isHighSurrogate, isLostLetter, isRightToLeft, readable } from "./characters.js";
import { bigCircle, composeAccents, isSpacingAccent } from "./compose-accents.js";
import { decodeTexText } from "./decode-tex-text.js";
import type { Pdfium } from "./pdfium-engine.js";
import { type Run, type TextStyle, withText } from "./run.js";
import { charactersAtOnce, recordWords, type RecordViews, type RunRecords } from "./run-reader.js";
import { noStyle, StyleReader } from "./style-reader.js";
import { isMovedLigature, isSymbolic, texCharacters, texSymbol } from "./tex-characters.js";

/** The contents of PDFium's text page, as drawn. */
export interface PageRuns {
  /** In the order of the page's content. */
  readonly runs: Run[];
  /** Glyphs whose letters are unknown: their font does not map them. */
  readonly unmapped: number;
  /** Glyphs whose font does not map them, with letters that follow from their codes alone. */
  readonly guessed: number;
  /** All glyphs but spaces. */
  readonly glyphs: number;
}

/** PDFium's character for a hyphen at the end of a line. */
const lineEndHyphen = 2;

// Flags of a record, see `read-runs.wat`.
const withoutMapping = 2;
const otherStyle = 4;
const afterSpace = 8;
const afterEngineGap = 16;

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
  return page.result();
}

/** U+FFFD: the font says that it does not know the letter. */
const replacement = 0xfffd;

const noMarks: Pick<Run, "breaks" | "rightToLeft"> = { breaks: false, rightToLeft: false };

/** Collects the runs of one page. */
class PageReader {
  readonly #runs: Run[] = [];
  readonly #styles: StyleReader;
  /** Styles of runs whose text is glyph codes. */
  readonly #undecoded = new Set<TextStyle>();
  #unmapped = 0;
  #guessed = 0;
  #glyphs = 0;
  #accents = false;
  #style = noStyle;
  /** A space came before a character that is left out. */
  #spaced = false;
  /** First half of a character above U+FFFF, 0 without one. */
  #high = 0;
  #lastObject = 0;
  #lastLeft = NaN;
  #lastBottom = NaN;

  constructor(engine: Pdfium) {
    this.#styles = new StyleReader(engine);
  }

  result(): PageRuns {
    const undecoded = this.#undecoded.size > 0;
    const { runs, lost, guessed } = undecoded
      ? decodeTexText(this.#runs, this.#undecoded)
      : { runs: this.#runs, lost: 0, guessed: 0 };
    return {
      runs: this.#accents || undecoded ? composeAccents(runs) : runs,
      unmapped: this.#unmapped + lost,
      guessed: this.#guessed + guessed,
      glyphs: this.#glyphs,
    };
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
      this.#glyphs += views.ints[at + 1]!;
      if (letters > 0 && !isSymbolic(this.#style.tex))
        this.#push(read.letters.slice(start, start + letters), views, at);
      else this.#addOne(letters > 0 ? read.letters.slice(start, start + letters) : "", views, at);
      start += letters;
    }
    return read.spaced;
  }

  /** A character that is no part of a run, or a run in a font of symbols. */
  #addOne(letters: string, views: RecordViews, at: number): void {
    const { ints } = views;
    const noMapping = (ints[at + 2]! & withoutMapping) !== 0;
    const code = this.#join(ints[at]!, (ints[at + 2]! & afterSpace) !== 0);
    if (code === null) return;
    const breaks = code === lineEndHyphen && !noMapping;
    const text = letters !== "" ? letters : breaks ? "-" : readable(code, noMapping);
    const isDrawn = views.floats[at + 4] !== views.floats[at + 6] && views.floats[at + 5] !== views.floats[at + 7];
    const decoded = this.#decode(text, code, noMapping, isDrawn);
    if (isSpacingAccent(decoded.charCodeAt(0)) || decoded === bigCircle) this.#accents = true;
    if (decoded === "") this.#spaced ||= (ints[at + 2]! & afterSpace) !== 0;
    else this.#push(decoded, views, at, { breaks, rightToLeft: isRightToLeft(code) });
  }

  /** The code point of a code unit; `null` for the first half of one. */
  #join(unit: number, spaced: boolean): number | null {
    const high = this.#high;
    this.#high = 0;
    if (isHighSurrogate(unit)) {
      this.#high = unit;
      this.#spaced ||= spaced;
      if (high !== 0) this.#unmapped += 1;
      return null;
    }
    return high === 0 ? unit : (fromSurrogates(high, unit) ?? unit);
  }

  /** The letters of a glyph in the encoding of its font; counts those that are lost. A glyph not drawn has none. */
  #decode(text: string, code: number, noMapping: boolean, isDrawn: boolean): string {
    const { tex } = this.#style;
    if (noMapping && text === "" && !isDrawn) return "";
    // Some fonts map glyphs to their codes, which says nothing either.
    const isCode = code > 0 && code <= 0xff && (noMapping || (code < 0x20 && code !== lineEndHyphen));
    if (isCode && (tex === "unnamed" || (tex === null && text === ""))) {
      this.#undecoded.add(this.#style);
      return String.fromCharCode(code);
    }
    const decoded = tex !== null && (isCode || isMovedLigature(tex, code)) ? texCharacters(tex, code) : undefined;
    if (decoded !== undefined) return decoded;
    if (noMapping && text !== "" && tex === null) this.#guessed += 1;
    if ((text === "" && isLostLetter(code)) || code === replacement) this.#unmapped += 1;
    return isSymbolic(tex) ? Array.from(text, (letter) => texSymbol(tex, letter)).join("") : text;
  }

  #push(text: string, { ints, floats, doubles }: RecordViews, at: number, { breaks, rightToLeft } = noMarks): void {
    this.#high = 0;
    const left = floats[at + 4]!;
    const bottom = floats[at + 7]!;
    const object = ints[at + 21]!;
    const spaced = this.#spaced || (ints[at + 2]! & afterSpace) !== 0;
    if (
      !spaced &&
      this.#lastObject === object &&
      this.#lastLeft === left &&
      this.#lastBottom === bottom &&
      this.#runs.length > 0
    ) {
      // One glyph for several letters (a ligature). The engine reverses those of right-to-left scripts.
      const glyph = this.#runs.pop()!;
      const letters = rightToLeft ? text + glyph.text : glyph.text + text;
      this.#runs.push({ ...withText(glyph, letters, glyph.spaced), last: ints[at + 23]! });
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
      afterGap: (ints[at + 2]! & afterEngineGap) !== 0,
      breaks,
      rightToLeft,
      first: ints[at + 22]!,
      last: ints[at + 23]!,
      accent: -1,
    };
    this.#runs.push(style.angle === 0 ? run : turned(run, floats[at + 5]!, bottom, doubles[(at >> 1) + 4]!));
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
function moved(
  { text, glyphs, style, spaced, afterGap, breaks, rightToLeft, first, last, accent }: Run,
  x0: number,
  x1: number,
  y: number,
): Run {
  return { text, glyphs, x0, x1, lastX0: x0, y, style, spaced, afterGap, breaks, rightToLeft, first, last, accent };
}
