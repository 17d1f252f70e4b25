import { isRightToLeft, readable } from "./_characters.js";
import { composeAccents } from "./_compose-accents.js";
import type { Glyph, TextStyle } from "./_glyph.js";
import type { Pdfium } from "./_pdfium-engine.js";
import { texEncoding, texSymbol } from "./_tex-symbols.js";

/** What PDFium's text page holds, as drawn. */
export interface PageGlyphs {
  /** In the order of the page's content. */
  readonly glyphs: Glyph[];
  /** Characters whose font does not say which letter they are. */
  readonly unmapped: number;
}

/** What PDFium puts for a hyphen at the end of a line. */
const lineEndHyphen = 2;

/** `FPDF_FONT_FIXEDPITCH` and `FPDF_FONT_FORCEBOLD` of the PDF reference's font descriptor flags. */
const fixedPitch = 1;
const forceBold = 1 << 18;

const noStyle: TextStyle = { angle: 0, size: 1, bold: false, monospaced: false, symbols: null };

type FontFacts = Pick<TextStyle, "bold" | "monospaced" | "symbols">;

/** Reads the glyphs of a text page. One pass, four calls a character. */
export function readGlyphs(engine: Pdfium, textPage: number): PageGlyphs {
  const { raw } = engine;
  const glyphs: Glyph[] = [];
  const fonts = new Map<number, FontFacts>();
  const styles = new Map<string, TextStyle>();
  const scratch = engine.allocate(64);
  let view = new DataView(engine.heap().buffer);
  const count = engine.calls.FPDFText_CountChars(textPage);
  let style = noStyle;
  let styledObject = -1;
  let spaced = false;
  let unmapped = 0;
  let last: (Glyph & { readonly object: number; readonly left: number; readonly bottom: number }) | null = null;
  for (let index = 0; index < count; index += 1) {
    const codePoint = raw.FPDFText_GetUnicode(textPage, index);
    const object = raw.FPDFText_GetTextObject(textPage, index);
    if (codePoint === 0x20 || codePoint === 0xa0 || (codePoint >= 0x2000 && codePoint <= 0x200b) || codePoint === 0x3000 || codePoint === 9) {
      if (raw.FPDFText_IsGenerated(textPage, index) === 0) spaced = true;
      continue;
    }
    if (object === 0) continue;
    const breaks = codePoint === lineEndHyphen && raw.FPDFText_HasUnicodeMapError(textPage, index) === 0;
    const suspect = codePoint < 0x20 || codePoint >= 0xe000;
    let text = breaks ? "-" : readable(codePoint, suspect && raw.FPDFText_HasUnicodeMapError(textPage, index) === 1);
    if (text === "") {
      if (codePoint < 0x20 || codePoint >= 0xe000) unmapped += 1;
      continue;
    }
    if (object !== styledObject) {
      styledObject = object;
      style = readStyle(engine, textPage, index, object, scratch, fonts, styles);
    }
    if (style.symbols !== null) {
      text = texSymbol(style.symbols, text);
      if (text === "") continue;
    }
    raw.FPDFText_GetLooseCharBox(textPage, index, scratch);
    raw.FPDFText_GetCharOrigin(textPage, index, scratch + 16, scratch + 24);
    if (view.buffer !== engine.heap().buffer) view = new DataView(engine.heap().buffer);
    const left = view.getFloat32(scratch, true);
    const top = view.getFloat32(scratch + 4, true);
    const right = view.getFloat32(scratch + 8, true);
    const bottom = view.getFloat32(scratch + 12, true);
    const originX = view.getFloat64(scratch + 16, true);
    const originY = view.getFloat64(scratch + 24, true);
    const rightToLeft = isRightToLeft(codePoint);
    if (last !== null && last.object === object && last.left === left && last.bottom === bottom && !spaced) {
      // One glyph that stands for several letters. The engine turns those of scripts that run to the left.
      last.text = rightToLeft ? text + last.text : last.text + text;
      continue;
    }
    const frame = turned(style.angle, left, top, right, bottom, originX, originY);
    last = { text, x0: frame.x0, x1: frame.x1, y: frame.y, style, spaced, breaks, rightToLeft, object, left, bottom };
    glyphs.push(last);
    spaced = false;
  }
  engine.free(scratch);
  return { glyphs: composeAccents(glyphs), unmapped };
}

function readStyle(engine: Pdfium, textPage: number, index: number, object: number, scratch: number, fonts: Map<number, FontFacts>, styles: Map<string, TextStyle>): TextStyle {
  const { raw, calls } = engine;
  const points = raw.FPDFText_GetFontSize(textPage, index);
  raw.FPDFText_GetMatrix(textPage, index, scratch + 32);
  const view = new DataView(engine.heap().buffer);
  const a = view.getFloat32(scratch + 32, true);
  const b = view.getFloat32(scratch + 36, true);
  const c = view.getFloat32(scratch + 40, true);
  const d = view.getFloat32(scratch + 44, true);
  const font = calls.FPDFTextObj_GetFont(object);
  let facts = fonts.get(font);
  if (facts === undefined) {
    facts = fontFacts(engine, font);
    fonts.set(font, facts);
  }
  const key = `${font}/${points}/${a}/${b}/${c}/${d}`;
  const known = styles.get(key);
  if (known !== undefined) return known;
  const degrees = Math.round((Math.atan2(b, a) * 180) / Math.PI);
  const style = { angle: (degrees + 360) % 360, size: Math.max(0.5, Math.abs(points) * Math.hypot(c, d)), ...facts };
  styles.set(key, style);
  return style;
}

function fontFacts(engine: Pdfium, font: number): FontFacts {
  if (font === 0) return { bold: false, monospaced: false, symbols: null };
  const { calls } = engine;
  const flags = calls.FPDFFont_GetFlags(font);
  const nameBytes = 128;
  const address = engine.allocate(nameBytes);
  const length = calls.FPDFFont_GetBaseFontName(font, address, nameBytes);
  const name = length > 0 && length <= nameBytes ? Buffer.from(engine.heap().subarray(address, address + length - 1)).toString("latin1") : "";
  engine.free(address);
  // Names of TeX's bold fonts (Computer Modern, Latin Modern, AMS) do not contain the word.
  const bold = (flags > 0 && (flags & forceBold) !== 0) || /bold|black|heavy|semib|demi|-medi(?:ital)?$/i.test(name) || /(?:^|\+)(?:SF|CM|LM)[A-Za-z]*(?:BX|SSBX|BSX|B10|B12)/.test(name);
  return { bold, monospaced: (flags > 0 && (flags & fixedPitch) !== 0) || /mono|courier|consol|menlo|typewriter|(?:\+|^)(?:CMTT|LMMono|SFTT)/i.test(name), symbols: texEncoding(name) };
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
