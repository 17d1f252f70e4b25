// A ligature next to two small letters: in fonts of maths these codes are Greek letters, which are not part of words.
const ot1 = /[a-z]{2}[\x0b-\x0f]|[\x0b-\x0f][a-z]{2}/g;
const t1 = /[a-z]{2}[\x1b-\x1f]|[\x1b-\x1f][a-z]{2}/g;

/** In a font with TeX's encoding, at most this share of the glyphs are ligatures and accents. */
const maxControls = 0.2;

/** How many ligatures of TeX's encodings OT1 and T1 a text of glyph codes contains; none where most codes are others. */
export function ligatureVotes(text: string): { readonly ot1: number; readonly t1: number } {
  const controls = text.match(/(?!\s)[\x01-\x1f]|[\x0b-\x0d]/g)?.length ?? 0;
  if (controls > maxControls * text.length) return { ot1: 0, t1: 0 };
  return { ot1: text.match(ot1)?.length ?? 0, t1: text.match(t1)?.length ?? 0 };
}
