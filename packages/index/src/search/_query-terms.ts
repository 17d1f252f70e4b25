import { analyzerFor, wordsOf } from "../text/_analyzer.js";
import type { QueryTerm } from "../text/_rank.js";
import type { TextIndex } from "../text/_text-index.js";
import { functionWords } from "./_function-words.js";

/** Terms of one query that are looked up; a longer question is an essay, and its first words are as good. */
const maxTerms = 512;

/** Characters of a query that are read. */
const maxCharacters = 20_000;

/** Any text as terms, in every language that the index has documents in. Repeated words weigh more. */
export function queryTerms(index: TextIndex, text: string, languages: readonly (string | null)[]): QueryTerm[] {
  const weights = new Map<string, number>();
  const words = contentWords(wordsOf(text.slice(0, maxCharacters)));
  for (const analyzer of new Set(languages.map(analyzerFor))) {
    const inLanguage = new Map<string, number>();
    for (const term of words.flatMap((word) => analyzer.termsOf(word))) inLanguage.set(term, (inLanguage.get(term) ?? 0) + 1);
    // A term of two languages (a bigram) is one term.
    for (const [term, weight] of inLanguage) if (weights.size < maxTerms || weights.has(term)) weights.set(term, Math.max(weight, weights.get(term) ?? 0));
  }
  return [...weights].map(([term, weight]) => ({ postings: index.postings(term), weight }));
}

/** The words that say what a question is about; all of them where it has no others. */
function contentWords(words: readonly string[]): readonly string[] {
  const content = words.filter((word) => !functionWords.has(word.toLowerCase()));
  return content.length === 0 ? words : content;
}

/** Number of chunks that hold a word, in whatever language they are; of several words, the rarest counts. */
export function chunksWith(index: TextIndex, word: string, languages: readonly (string | null)[]): number {
  const forms = new Map([...new Set(languages.map(analyzerFor))].map((analyzer) => {
    const terms = analyzer.terms(word.slice(0, maxCharacters));
    return [terms.join("\n"), terms] as const;
  }));
  let chunks = 0;
  for (const terms of forms.values()) if (terms.length > 0) chunks += Math.min(...terms.map((term) => index.frequency(term)));
  return chunks;
}
