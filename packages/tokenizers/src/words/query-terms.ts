import { analyzerFor, wordsOf } from "./analyzer.js";
import { functionWords } from "./function-words.js";
import type { ParsedQuery } from "./parse-query.js";

/** Chunks that contain a term, in whatever form an index stores them. */
export interface Postings {
  /** Number of the chunks. */
  readonly df: number;
}

/** The terms of the chunks that a search may see. */
export interface Terms<P extends Postings> {
  postings(term: string): P;
  /** Number of chunks that contain the term. */
  frequency(term: string): number;
  /** Terms that begin with the letters, at most `limit`. */
  withPrefix(prefix: string, limit: number): string[];
  /** The chunks that contain any of several terms, as those of one term with this name. */
  union(name: string, all: readonly P[]): P;
}

/** A term of a query with its weight: the number of its occurrences in the query. */
export interface QueryTerm<P extends Postings> {
  readonly postings: P;
  readonly weight: number;
  /** Chunks that contain its word, from which its rarity follows. At least those of the postings. */
  readonly df: number;
}

/** Terms of one query that are looked up. */
const maxTerms = 512;

/** Maximum number of stored terms that one prefix matches. */
const maxExpansions = 256;

/** Letters by which a prefix may be longer than a stored term: `rotati*` matches the stored term `rotat`. */
const maxBeyondStem = 3;

/** Any text as terms, in every language that the index has documents in. Repeated words weigh more. */
export function queryTerms<P extends Postings>(
  index: Terms<P>,
  query: ParsedQuery,
  languages: readonly (string | null)[],
): QueryTerm<P>[] {
  const { words: text, phrases, prefixes } = query;
  const spoken = wordsOf(text);
  // Somebody who quotes "to be" means it.
  const words = phrases.length > 0 ? spoken : contentWords(spoken);
  const expanded = prefixes.slice(0, maxTerms).map((prefix) => expand(index, prefix));
  return [
    ...termsOf(index, words, languages),
    ...expanded.map((postings): QueryTerm<P> => ({ postings, weight: 1, df: postings.df })),
  ];
}

/** The words that {@link queryTerms} leaves out: those that carry the form of a question, if it has others. */
export function leftOutTerms<P extends Postings>(
  index: Terms<P>,
  { words: text, phrases }: ParsedQuery,
  languages: readonly (string | null)[],
): QueryTerm<P>[] {
  const spoken = wordsOf(text);
  const kept = new Set(phrases.length > 0 ? spoken : contentWords(spoken));
  return termsOf(
    index,
    spoken.filter((word) => !kept.has(word)),
    languages,
  );
}

function termsOf<P extends Postings>(
  index: Terms<P>,
  words: readonly string[],
  languages: readonly (string | null)[],
): QueryTerm<P>[] {
  const weights = new Map<string, number>();
  for (const analyzer of new Set(languages.map(analyzerFor))) {
    const inLanguage = new Map<string, number>();
    for (const term of words.flatMap((word) => analyzer.termsOf(word)))
      inLanguage.set(term, (inLanguage.get(term) ?? 0) + 1);
    // A term of several languages (a bigram) is one term, as frequent in each.
    for (const [term, weight] of inLanguage) if (weights.size < maxTerms) weights.set(term, weight);
  }
  const shared = sharedFrequencies(index, words, languages);
  return [...weights].map(([term, weight]): QueryTerm<P> => {
    const postings = index.postings(term);
    return { postings, weight, df: Math.max(postings.df, shared.get(term) ?? 0) };
  });
}

/**
 * Chunks that contain a word in any of its forms, by form. Otherwise a single document with a misdetected language
 * would contain the rarest word of all.
 */
function sharedFrequencies(
  index: Pick<Terms<Postings>, "frequency">,
  words: readonly string[],
  languages: readonly (string | null)[],
): Map<string, number> {
  const analyzers = [...new Set(languages.map(analyzerFor))];
  const shared = new Map<string, number>();
  if (analyzers.length < 2) return shared;
  for (const word of new Set(words)) {
    const forms = new Set(analyzers.flatMap((analyzer) => analyzer.termsOf(word)).slice(0, maxTerms));
    // Bigrams are the same term in every language, each with its own frequency.
    if (analyzers.some((analyzer) => typeof analyzer.termsOf(word) !== "string")) continue;
    const chunks = [...forms].reduce((sum, form) => sum + index.frequency(form), 0);
    for (const form of forms) shared.set(form, Math.max(chunks, shared.get(form) ?? 0));
  }
  return shared;
}

function expand<P extends Postings>(index: Terms<P>, prefix: string): P {
  const lower = prefix.toLowerCase();
  const found = new Set(index.withPrefix(lower, maxExpansions));
  // A word of three letters or more is itself always among them.
  for (let length = Math.max(3, lower.length - maxBeyondStem); length <= lower.length; length += 1)
    found.add(lower.slice(0, length));
  return index.union(
    `${prefix}*`,
    [...found].map((term) => index.postings(term)).filter((postings) => postings.df > 0),
  );
}

/** The words that carry a question's topic; all of them if it has no others. */
export function contentWords(words: readonly string[]): readonly string[] {
  const content = words.filter((word) => !functionWords.has(word.toLowerCase()));
  return content.length === 0 ? words : content;
}

/** Number of chunks that contain a word, in any language; of several words, the rarest counts. */
export function chunksWith(
  index: Pick<Terms<Postings>, "frequency">,
  word: string,
  languages: readonly (string | null)[],
): number {
  const forms = new Map(
    [...new Set(languages.map(analyzerFor))].map((analyzer) => {
      const terms = analyzer.terms(word);
      return [terms.join("\n"), terms] as const;
    }),
  );
  let chunks = 0;
  for (const terms of forms.values())
    if (terms.length > 0) chunks += Math.min(...terms.map((term) => index.frequency(term)));
  return chunks;
}
