const rightToLeftScripts = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1edff}]/u;

/** Latin and Armenian ligatures of Unicode's presentation forms; other compatibility characters keep their meaning. */
const ligatures = /[\ufb00-\ufb06\ufb13-\ufb17]/g;

/** Presentation forms of Arabic and Hebrew, which fonts draw and nobody types. */
const shapedForms = /[\ufb1d-\ufdff\ufe70-\ufefc]/g;

/** Whether a code point belongs to a script written from right to left. */
export function isRightToLeft(codePoint: number): boolean {
  return codePoint >= 0x590 && rightToLeftScripts.test(String.fromCodePoint(codePoint));
}

/** Ligatures and shaped forms as the letters that were typed. */
export function plainLetters(text: string): string {
  return text
    .replace(ligatures, (form) => form.normalize("NFKC"))
    .replace(shapedForms, (form) => form.normalize("NFKC"));
}

/** The larger codes are not characters: a damaged font names them. */
const lastCodePoint = 0x10ffff;

/** The text of a glyph's code: an empty string for codes without a letter. */
export function readable(codePoint: number, unmapped: boolean): string {
  if (codePoint < 0x20 || codePoint > lastCodePoint || (codePoint >= 0x7f && codePoint < 0xa0)) return "";
  if (unmapped && codePoint >= 0xe000 && codePoint < 0xf900) return "";
  // Bullets of the Symbol and Wingdings fonts, which map to the private use area.
  if (codePoint === 0xf0b7 || codePoint === 0xf0a7 || codePoint === 0xf06e) return "\u2022";
  if (isBracketPiece(codePoint) || codePoint === byteOrderMark || isNoncharacter(codePoint)) return "";
  return isSurrogate(codePoint) ? "" : String.fromCodePoint(codePoint);
}

const byteOrderMark = 0xfeff;

/** Whether a code without text is a letter lost, rather than a mark that has none. */
export function isLostLetter(codePoint: number): boolean {
  return !isBracketPiece(codePoint) && codePoint !== byteOrderMark;
}

/** Pieces of tall brackets and sums (Symbol and TeX extension fonts). */
function isBracketPiece(codePoint: number): boolean {
  return codePoint >= 0xf8e5 && codePoint <= 0xf8ff;
}

function isNoncharacter(codePoint: number): boolean {
  return (codePoint & 0xfffe) === 0xfffe || (codePoint >= 0xfdd0 && codePoint <= 0xfdef);
}

function isSurrogate(codePoint: number): boolean {
  return codePoint >= 0xd800 && codePoint < 0xe000;
}

/** Whether a code is the first half of a character above U+FFFF. */
export function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}

/** The character of two halves; `null` unless the second is one. */
export function fromSurrogates(high: number, low: number): number | null {
  return low >= 0xdc00 && low < 0xe000 ? 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00) : null;
}
