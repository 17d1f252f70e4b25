import { lowerWords } from "./lower-words.js";

/** Words from which a query can be a quotation: shorter ones occur in many passages by chance. */
const minWords = 5;

/** Targets of Markdown links, which nobody who copies a sentence from a rendered page types. */
const linkTarget = /\]\([^)\s]*\)/gu;

/** A query that may be a sentence of a document. */
export interface TypedSentence {
  /** Its words, each between spaces. */
  readonly text: string;
  /** The longest first: passages lack these most often. */
  readonly words: readonly string[];
}

/** @returns `null` for a query with too few words */
export function typedSentence(query: string): TypedSentence | null {
  const words = lowerWords(query);
  if (words.length < minWords) return null;
  return { text: ` ${words.join(" ")} `, words: words.toSorted((one, other) => other.length - one.length) };
}

/** Whether a passage contains the words of a sentence one after another, whatever is written between them. */
export function isVerbatim(sentence: TypedSentence, text: string): boolean {
  const lower = text.toLowerCase();
  if (!sentence.words.every((word) => lower.includes(word))) return false;
  const words = lowerWords(lower.replaceAll(linkTarget, "]"));
  return ` ${words.join(" ")} `.includes(sentence.text);
}
