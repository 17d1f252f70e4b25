import { isRightToLeft, readable } from "./_characters.js";
import { composeAccents, isSpacingAccent } from "./_compose-accents.js";
import { charactersAtOnce, recordWords } from "./_character-reader.js";
import type { Glyph } from "./_glyph.js";
import type { Pdfium } from "./_pdfium-engine.js";
import { noStyle, StyleReader } from "./_style-reader.js";
import { texSymbol } from "./_tex-symbols.js";

/** What PDFium's text page holds, as drawn. */
export interface PageGlyphs {
  /** In the order of the page's content. */
  readonly glyphs: Glyph[];
  /** Characters whose font does not say which letter they are. */
  readonly unmapped: number;
}

/** What PDFium puts for a hyphen at the end of a line. */
const lineEndHyphen = 2;

// Flags of a record, see `read-characters.wat`.
const generated = 1;
const withoutMapping = 2;
const otherObject = 4;

/** Reads the glyphs of a text page in one pass. */
export function readGlyphs(engine: Pdfium, textPage: number): PageGlyphs {
  const glyphs: Glyph[] = [];
  const styles = new StyleReader(engine);
  const count = engine.calls.FPDFText_CountChars(textPage);
  let style = noStyle;
  let spaced = false;
  let unmapped = 0;
  let accents = false;
  let last: Glyph | null = null;
  let lastObject = 0;
  let lastLeft = 0;
  let lastBottom = 0;
  for (let from = 0; from < count; from += charactersAtOnce) {
    const to = Math.min(count, from + charactersAtOnce);
    let { ints, floats, doubles } = engine.readCharacters(textPage, from, to);
    for (let at = 0; at < (to - from) * recordWords; at += recordWords) {
      const codePoint = ints[at]!;
      const object = ints[at + 1]!;
      const flags = ints[at + 2]!;
      if (flags === generated) continue;
      if ((flags & otherObject) !== 0) {
        style = styles.read(ints[at + 12]!, doubles[(at >> 1) + 7]!, floats, at + 16);
        // Asking for the facts of a font may have moved the engine's memory.
        if (ints.length === 0) ({ ints, floats, doubles } = engine.readCharacters(textPage, from, to));
      }
      if (isSpace(codePoint)) {
        spaced = true;
        continue;
      }
      if (object === 0) continue;
      const noMapping = (flags & withoutMapping) !== 0;
      const breaks = codePoint === lineEndHyphen && !noMapping;
      let text = breaks ? "-" : readable(codePoint, noMapping);
      if (text === "" && (codePoint < 0x20 || codePoint >= 0xe000)) unmapped += 1;
      if (text !== "" && style.symbols !== null) text = texSymbol(style.symbols, text);
      if (text === "") continue;
      if (isSpacingAccent(codePoint)) accents = true;
      const left = floats[at + 4]!;
      const bottom = floats[at + 7]!;
      const rightToLeft = isRightToLeft(codePoint);
      if (last !== null && lastObject === object && lastLeft === left && lastBottom === bottom && !spaced) {
        // One glyph that stands for several letters. The engine turns those of scripts that run to the left.
        last.text = rightToLeft ? text + last.text : last.text + text;
        continue;
      }
      const frame = turned(style.angle, left, floats[at + 5]!, floats[at + 6]!, bottom, doubles[(at >> 1) + 4]!, doubles[(at >> 1) + 5]!);
      last = { text, x0: frame.x0, x1: frame.x1, y: frame.y, style, spaced, breaks, rightToLeft };
      glyphs.push(last);
      lastObject = object;
      lastLeft = left;
      lastBottom = bottom;
      spaced = false;
    }
  }
  return { glyphs: accents ? composeAccents(glyphs) : glyphs, unmapped };
}

function isSpace(codePoint: number): boolean {
  return codePoint === 0x20 || codePoint === 9 || codePoint === 0xa0 || codePoint === 0x3000 || (codePoint >= 0x2000 && codePoint <= 0x200b);
}

/** A box in the frame in which text of this direction runs to the right. */
function turned(angle: number, left: number, top: number, right: number, bottom: number, x: number, y: number): { readonly x0: number; readonly x1: number; readonly y: number } {
  if (angle === 0) return { x0: left, x1: right, y };
  if (angle === 90) return { x0: bottom, x1: top, y: -x };
  if (angle === 180) return { x0: -right, x1: -left, y: -y };
  if (angle === 270) return { x0: -top, x1: -bottom, y: x };
  const radians = (angle * Math.PI) / 180;
  const along = x * Math.cos(radians) + y * Math.sin(radians);
  const across = y * Math.cos(radians) - x * Math.sin(radians);
  // Boxes of slanted text are too wide: their larger side over the widest side of a turned square is near the advance.
  return { x0: along, x1: along + Math.max(right - left, top - bottom) / (Math.abs(Math.cos(radians)) + Math.abs(Math.sin(radians))), y: across };
}
