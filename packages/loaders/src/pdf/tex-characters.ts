import type { TexEncoding, TexSymbols } from "./tex-encoding.js";

// TeX's fonts often have no Unicode table, and engines then return a glyph's code as if it were ASCII. The codes below
// are those of The TeXbook, appendix F, and of the Cork encoding (TUGboat 11:4), one character each, from 0 on; a space
// means that the code represents itself or nothing.
const ot1 =
  "ΓΔΘΛΞΠΣΥΦΨΩﬀﬁﬂﬃﬄıȷ`´ˇ˘¯˚¸ßæœøÆŒØ" +
  " !”#$%&’()*+,-./0123456789:;¡=¿?" +
  "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[“]ˆ˙" +
  "‘abcdefghijklmnopqrstuvwxyz–—˝˜¨";

const t1 =
  "`´ˆ˜¨˝˚ˇ˘¯˙¸˛‚‹›“”„«»–—  ıȷﬀﬁﬂﬃﬄ" +
  ` !"#$%&’()*+,-./0123456789:;<=>?` +
  "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_" +
  "‘abcdefghijklmnopqrstuvwxyz{|}~-" +
  "ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§" +
  "ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£" +
  "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖŒØÙÚÛÜÝÞẞ" +
  "àáâãäåæçèéêëìíîïðñòóôõöœøùúûüýþß";

const oml = "ΓΔΘΛΞΠΣΥΦΨΩαβγδϵζηθικλμνξπρστυϕχ";

const oms = "−·×∗÷⋄±∓⊕⊖⊗⊘⊙◯∘∙≍≡⊆⊇≤≥≼≽∼≈⊂⊃≪≫≺≻";
const omsDigits = "′∞∈∋△▽\u0338↦∀∃";
const omsLetters = "⊣⌊⌋⌈⌉{}⟨⟩|‖↕⇕\\≀√⨿∇∫⊔⊓⊑⊒§†‡";

const omxLetters = new Map<string, string>(
  Array.from("∑∏∫⋃⋂⊎⋀⋁∑∏∫", (symbol, index) => [String.fromCharCode(0x50 + index), symbol] as const),
);

const tables: Readonly<Partial<Record<TexEncoding, string>>> = { ot1, t1, oml, oms };

/**
 * Where `dvips -G` moves the ligatures of OT1, as old printers skipped the control codes. Such fonts draw none of the
 * characters with these codes (U+00AE to U+00B2).
 */
const movedLigatures = 0xae;
const ligatures = 0x0b;

/**
 * The text of a code of a TeX font: empty for pieces of brackets and other marks without letters, `undefined` where the
 * encoding does not say.
 */
export function texCharacters(encoding: TexEncoding, code: number): string | undefined {
  // Brackets of all sizes; arrows, boxes and negated relations. Both have letters and symbols at the codes of letters.
  if (encoding === "omx" || encoding === "ams") return code < 0x20 ? "" : undefined;
  if (encoding === "ot1" && isMovedLigature(encoding, code)) return ot1[code - movedLigatures + ligatures];
  const text = tables[encoding]?.[code];
  return text === undefined || text === " " ? undefined : text;
}

/** Whether a code is a ligature of a TeX font, although an engine maps it to another character. */
export function isMovedLigature(encoding: TexEncoding, code: number): boolean {
  return encoding === "ot1" && code >= movedLigatures && code < movedLigatures + 5;
}

/** Whether letters and digits of an encoding are symbols. */
export function isSymbolic(encoding: TexEncoding | null): encoding is TexSymbols {
  return encoding === "oms" || encoding === "omx";
}

/**
 * The symbol that a letter or digit represents in a symbol font; all other characters are returned unchanged, as by
 * other readers, for text that is searched as it is copied.
 */
export function texSymbol(encoding: TexSymbols, letter: string): string {
  if (!/^[A-Za-z0-9]$/.test(letter)) return letter;
  if (encoding === "omx") return omxLetters.get(letter) ?? "";
  if (letter >= "a") return omsLetters[letter.charCodeAt(0) - 0x61]!;
  return letter <= "9" ? omsDigits[Number(letter)]! : letter;
}
