/** Words of a text in order, in lower case and without accents; Chinese and Japanese by single characters. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}]+/gu) ?? [];
}

/** A word without its ending, so roughly that the forms of one word agree in English and German. */
export function stemOf(word: string): string {
  return word.replace(/(?<=.{3})(?:ing|ions?|ed|es|er|en|e|(?<![su])s)$/u, "");
}
