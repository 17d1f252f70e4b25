/** What a query asks for besides its words. */
export interface ParsedQuery {
  /** Every word of the query, those of phrases included, without prefixes. */
  readonly words: string;
  /** Texts between double quotes. */
  readonly phrases: readonly string[];
  /** Beginnings of words: what stood before a `*`. */
  readonly prefixes: readonly string[];
}

const phrase = /["“„]([^"“”„]*)["”]/gu;
const prefix = /([\p{L}\p{N}\p{M}]{2,})\*/gu;

/** Takes any text; quotes without a partner and lone stars mean nothing. */
export function parseQuery(text: string): ParsedQuery {
  const prefixes = [...text.matchAll(prefix)].map((match) => match[1]!);
  const plain = text.replaceAll(prefix, " ");
  const phrases = [...plain.matchAll(phrase)].map((match) => match[1]!).filter((words) => /[\p{L}\p{N}]/u.test(words));
  return { words: plain, phrases, prefixes };
}
