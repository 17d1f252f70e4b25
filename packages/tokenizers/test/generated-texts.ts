const words = [
  "the",
  "Unaffable",
  "tokenizers",
  "don't",
  "half-life",
  "INTERNATIONALISATION",
  "x",
  "[CLS]",
  "##ing",
  "3.14159",
  "e.g.",
  "naïve",
  "Ångström",
];

/** Case folding, composition and joiners that implementations treat differently. */
const specialCases = [
  "Σ",
  "ΟΔΟΣ",
  "İstanbul",
  "ﬁ",
  "ǅ",
  "K",
  "Å",
  "≠",
  ";",
  "\u{1f468}\u200d\u{1f469}",
  "\u{1f1e9}\u{1f1ea}",
  "e\u0301",
  "ཱི",
  "ක්‍ෂ",
];

/**
 * The same hostile texts in every run: all planes, control characters, CJK, accents, very long words, unpaired
 * surrogates.
 */
export function* generatedTexts(count: number): Generator<string> {
  let state = 0x9e3779b9;
  // xorshift32 (Marsaglia 2003)
  const below = (limit: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const between = (low: number, high: number): string => String.fromCodePoint(low + below(high - low + 1));
  const makers: readonly (() => string)[] = [
    () => pick(words),
    () => Array.from({ length: 1 + below(12) }, () => between(97, 122)).join(""),
    () => between(32, 126),
    () => between(0, 31),
    () => between(127, 0x24f),
    () => between(97, 122) + Array.from({ length: 1 + below(3) }, () => between(0x300, 0x36f)).join(""),
    () => between(0x370, 0x1fff),
    () => between(0x2000, 0x2bff),
    () => between(0x3000, 0x9fff),
    () => between(0xac00, 0xd7a3),
    () => between(0xe000, 0xffff),
    () => between(0x10000, 0x1ffff),
    () => between(0x20000, 0x323af),
    () => between(0xe0000, 0x10ffff),
    () => String.fromCharCode(0xd800 + below(0x800)),
    () => pick(["a", "é", "\u{1d400}", "ß"]).repeat(95 + below(12)),
    () => pick(specialCases),
  ];
  for (let made = 0; made < count; made += 1) {
    let text = "";
    for (let parts = below(9); parts >= 0; parts -= 1)
      text += pick(makers)() + pick(["", "", " ", " ", "\n", "\t", "\u00a0", "\u2028", "-", "."]);
    yield text;
  }
}
