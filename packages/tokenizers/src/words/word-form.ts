import { stemmerOf } from "./stemmer-of.js";

/**
 * The stemmer of a language. English and unknown text share Porter's stemmer and one term space: text too short for
 * language detection is then found by questions in English. Other languages have separate terms, since the same letters
 * are another word there.
 */
export interface WordForm {
  /** Ends every term of the language; empty for English and unknown. */
  readonly suffix: string;
  readonly stem: (word: string) => string;
}

/** @param language - ISO 639-1, or `null` where unknown */
export function wordForm(language: string | null): WordForm {
  const suffix = language === null || language === "en" ? "" : `\u0001${language}`;
  return { suffix, stem: stemmerOf(language) };
}
