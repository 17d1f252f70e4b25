import type { Glyph } from "./_glyph.js";

/** Accents with a width of their own, which old fonts draw over the letter, and their combining forms. */
const combining: Readonly<Record<string, string>> = {
  "\u00a8": "\u0308", "\u00b4": "\u0301", "\u0060": "\u0300", "\u02c6": "\u0302", "\u02dc": "\u0303", "\u02c7": "\u030c", "\u02d8": "\u0306", "\u02d9": "\u0307",
  "\u02da": "\u030a", "\u00b8": "\u0327", "\u02db": "\u0328", "\u02dd": "\u030b", "\u00af": "\u0304",
};

/** Whether a character is an accent with a width of its own. */
export function isSpacingAccent(codePoint: number): boolean {
  if (codePoint < 0xa8) return codePoint === 0x60;
  return (codePoint <= 0xb8 || (codePoint >= 0x2c6 && codePoint <= 0x2dd)) && combining[String.fromCharCode(codePoint)] !== undefined;
}

/** Joins accents drawn over a letter, before it or after it, to that letter. */
export function composeAccents(glyphs: readonly Glyph[]): Glyph[] {
  const composed: Glyph[] = [];
  for (let index = 0; index < glyphs.length; index += 1) {
    const glyph = glyphs[index]!;
    const mark = combining[glyph.text];
    const next = glyphs[index + 1];
    const before = composed[composed.length - 1];
    if (mark !== undefined && next !== undefined && covers(next, glyph)) {
      composed.push({ ...next, text: accented(next.text, mark), spaced: glyph.spaced });
      index += 1;
    } else if (mark !== undefined && before !== undefined && covers(before, glyph)) {
      composed[composed.length - 1] = { ...before, text: accented(before.text, mark) };
    } else {
      composed.push(glyph);
    }
  }
  return composed;
}

function covers(letter: Glyph, accent: Glyph): boolean {
  const middle = (accent.x0 + accent.x1) / 2;
  return /^\p{L}$/u.test(letter.text) && middle > letter.x0 && middle < letter.x1 && Math.abs(letter.y - accent.y) < 0.6 * letter.style.size;
}

function accented(letter: string, mark: string): string {
  const dotted = letter === "\u0131" ? "i" : letter === "\u0237" ? "j" : letter;
  return (dotted + mark).normalize("NFC");
}
