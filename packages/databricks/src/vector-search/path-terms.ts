import { pathWords } from "@ragstone/core";
import { analyzerFor } from "@ragstone/tokenizers/words";

/** The name of a word of a path among the terms: no term of a text begins with a slash. */
export function pathTerm(term: string): string {
  return `/${term}`;
}

/** The words of a path as terms. */
export function pathTermsOf(path: string, language: string | null): string[] {
  return [...new Set(analyzerFor(language).terms(pathWords(path)))].map(pathTerm);
}
