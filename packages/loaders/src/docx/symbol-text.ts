import { codePoint as unicodeOf } from "dingbat-to-unicode";

const symbolFonts = /^(?:symbol|webdings|wingdings(?: [23])?)$/i;

/**
 * Text in a symbol font in Unicode: `a` in Symbol is `α`. Fonts count characters from 0 or, as Word does, from U+F000.
 * Those without an equivalent become U+FFFD.
 */
export function symbolText(font: string | null, text: string): string {
  if (font === null || !symbolFonts.test(font)) return text;
  const typeface = font.replace(/\S+/g, (word) => word[0]!.toUpperCase() + word.slice(1).toLowerCase());
  return Array.from(text, (character) => {
    const code = character.codePointAt(0)!;
    const inFont = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
    if (inFont > 0xff || inFont <= 0x20) return character;
    return unicodeOf(typeface, inFont)?.string ?? (inFont === code ? character : "\uFFFD");
  }).join("");
}
