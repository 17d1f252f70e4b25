const rightToLeftScripts = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

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

/** The text of a glyph's code: an empty string for codes without a letter. */
export function readable(codePoint: number, unmapped: boolean): string {
  if (codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0)) return "";
  if (unmapped && codePoint >= 0xe000 && codePoint < 0xf900) return "";
  // Bullets of the Symbol and Wingdings fonts, which map to the private use area.
  if (codePoint === 0xf0b7 || codePoint === 0xf0a7 || codePoint === 0xf06e) return "\u2022";
  // Pieces of tall brackets and sums (Symbol and TeX extension fonts).
  if (codePoint >= 0xf8e5 && codePoint <= 0xf8ff) return "";
  if (
    codePoint === 0xfffe ||
    codePoint === 0xffff ||
    codePoint === 0xfeff ||
    (codePoint >= 0xd800 && codePoint < 0xe000)
  )
    return "";
  return String.fromCodePoint(codePoint);
}
