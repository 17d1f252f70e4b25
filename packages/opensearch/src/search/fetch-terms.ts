import {
  analyzerFor,
  contentWords,
  maxPathChunks,
  wordsOf,
  type ParsedQuery,
  type Terms,
} from "@ragstone/tokenizers/words";
import { searchDocuments } from "../documents/fetch.js";
import { pathTerm } from "../documents/stored-chunk.js";
import type { View } from "./view.js";

/** A term of the index, or several that count as one. */
export interface FoundTerm {
  /** The term, or the prefix with a star. */
  readonly name: string;
  readonly terms: readonly string[];
  /** Visible chunks that contain one of them. */
  readonly df: number;
}

/** Terms that one query looks up. */
const maxTerms = 512;

/** Stored terms that one prefix matches. */
const maxExpansions = 256;

/** Letters by which a prefix may be longer than a stored term: see `queryTerms`. */
const maxBeyondStem = 3;

const maxPrefixes = 64;

/** Terms whose frequencies were fetched before. Others count as absent, so everything that a query needs is fetched first. */
export class FetchedTerms implements Terms<FoundTerm> {
  readonly #frequencies: ReadonlyMap<string, number>;
  readonly #prefixes: ReadonlyMap<string, Prefix>;

  constructor(frequencies: ReadonlyMap<string, number>, prefixes: ReadonlyMap<string, Prefix>) {
    this.#frequencies = frequencies;
    this.#prefixes = prefixes;
  }

  postings(term: string): FoundTerm {
    return { name: term, terms: [term], df: this.frequency(term) };
  }

  frequency(term: string): number {
    return this.#frequencies.get(term) ?? 0;
  }

  /** The chunks of the documents whose path contains a term; none where there are too many. */
  inPaths(term: string): FoundTerm {
    const found = this.postings(pathTerm(term));
    return found.df > maxPathChunks ? { ...found, df: 0 } : found;
  }

  withPrefix(prefix: string): string[] {
    return [...(this.#prefixes.get(prefix)?.stored ?? [])];
  }

  union(name: string, all: readonly FoundTerm[]): FoundTerm {
    const df = this.#prefixes.get(name.slice(0, -1).toLowerCase())?.df ?? 0;
    return { name, terms: all.flatMap(({ terms }) => terms), df };
  }
}

interface Prefix {
  /** Stored terms that begin with it. */
  readonly stored: readonly string[];
  /** Visible chunks that contain one of the terms that it stands for. */
  readonly df: number;
}

/** The terms that a query needs, with their frequencies; words that only give it its form are left out as `queryTerms` does. */
export async function fetchTerms(view: View, query: ParsedQuery): Promise<FetchedTerms> {
  const unions = new Map<string, { readonly stored: readonly string[]; readonly terms: readonly string[] }>();
  const prefixes = new Set(query.prefixes.slice(0, maxPrefixes).map((prefix) => prefix.toLowerCase()));
  for (const prefix of prefixes) {
    const stored = await termsWithPrefix(view, prefix);
    const shorter = Array.from({ length: maxBeyondStem + 1 }, (_, less) => prefix.slice(0, prefix.length - less));
    unions.set(prefix, { stored, terms: [...stored, ...shorter.filter((term) => term.length >= 3)] });
  }
  const spoken = wordsOf(query.words);
  const words = query.phrases.length > 0 ? spoken : contentWords(spoken);
  const single = formsOf(words, view.corpus.languages).slice(0, maxTerms);
  const terms = new Set([...single, ...single.map(pathTerm), ...[...unions.values()].flatMap((union) => union.terms)]);
  const sets = [...[...terms].map((term) => [term]), ...[...unions.values()].map((union) => union.terms)];
  const counts = await fetchCounts(view, sets);
  const frequencies = new Map([...terms].map((term, at) => [term, counts[at]!]));
  return new FetchedTerms(
    frequencies,
    new Map([...unions].map(([prefix, { stored }], at) => [prefix, { stored, df: counts[terms.size + at]! }])),
  );
}

/** The terms that {@link fetchTerms} leaves out. */
export async function fetchLeftOut(view: View, query: ParsedQuery): Promise<FetchedTerms> {
  const spoken = wordsOf(query.words);
  const kept = new Set(contentWords(spoken));
  const leftOut = spoken.filter((word) => !kept.has(word));
  const terms = formsOf(leftOut, view.corpus.languages).slice(0, maxTerms);
  return new FetchedTerms(await fetchFrequencies(view, terms), new Map());
}

/** The forms of words in every language, each once. */
function formsOf(words: readonly string[], languages: readonly (string | null)[]): string[] {
  const analyzers = [...new Set(languages.map(analyzerFor))];
  return [...new Set(analyzers.flatMap((analyzer) => words.flatMap((word) => analyzer.termsOf(word))))];
}

/** Number of visible chunks that contain each term. */
export async function fetchFrequencies(view: View, terms: readonly string[]): Promise<Map<string, number>> {
  const counts = await fetchCounts(
    view,
    terms.map((term) => [term]),
  );
  return new Map(terms.map((term, at) => [term, counts[at]!]));
}

/** Number of visible chunks that contain one of the terms of each set. */
async function fetchCounts(
  { connection, indices, corpus, signal }: View,
  sets: readonly (readonly string[])[],
): Promise<number[]> {
  const all = [...new Set(sets.flat())];
  if (all.length === 0) return sets.map(() => 0);
  interface Counts {
    readonly sets: { readonly buckets: readonly { readonly doc_count: number }[] };
  }
  const { aggregations } = await searchDocuments<never, Counts>(connection, {
    index: indices.chunks,
    body: {
      size: 0,
      query: { bool: { filter: [...corpus.filter, { terms: { terms: all } }] } },
      aggs: { sets: { filters: { filters: sets.map((terms) => ({ terms: { terms } })) } } },
    },
    signal,
  });
  return aggregations!.sets.buckets.map(({ doc_count }) => doc_count);
}

/** The first in alphabetical order. */
async function termsWithPrefix({ connection, indices, corpus, signal }: View, prefix: string): Promise<string[]> {
  interface Found {
    readonly terms: { readonly buckets: readonly { readonly key: string }[] };
  }
  const { aggregations } = await searchDocuments<never, Found>(connection, {
    index: indices.chunks,
    body: {
      size: 0,
      query: { bool: { filter: [...corpus.filter, { prefix: { terms: prefix } }] } },
      aggs: {
        terms: {
          terms: {
            field: "vocabulary",
            // A prefix has letters and digits alone, none of which mean anything in a regular expression.
            include: `${prefix}.*`,
            size: maxExpansions,
            order: { _key: "asc" },
            // By ordinals, OpenSearch 2.19 fails for a prefix that comes after the last term.
            execution_hint: "map",
          },
        },
      },
    },
    signal,
  });
  return aggregations!.terms.buckets.map(({ key }) => key);
}
