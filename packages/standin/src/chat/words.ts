const stop = new Set(
  (
    "a about after all also an and any are as at be been before but by can could did do does for from had has have " +
    "how i if in into is it its may me might my no not of on or our out she should so some such than that the their " +
    "them then there these they this to use was we were what when where which who whom why will with would you your " +
    "please tell question answer"
  ).split(" "),
);

/** Content words of a text, lower-case, with common endings taken off. */
export function contentWords(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .filter((word) => !stop.has(word))
    .map((word) => (word.length > 4 ? word.replace(/(?:ations?|ing|ied|ies|ed|es|s|e)$/u, "") : word));
}

/** Sentences of a text, without surrounding white space, list marks and headings; each a slice of it. */
export function sentences(text: string): string[] {
  const found: string[] = [];
  for (const marked of text.split(/\n+/u)) {
    if (/^\s*#/u.test(marked)) continue;
    const line = marked.replace(/^\s*(?:[-*+]|\d+[.)])\s+/u, "");
    for (const { segment } of new Intl.Segmenter("en", { granularity: "sentence" }).segment(line)) {
      const sentence = segment.trim();
      if (sentence !== "") found.push(sentence);
    }
  }
  return found;
}
