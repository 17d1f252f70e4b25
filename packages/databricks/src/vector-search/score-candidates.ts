import { runSteps } from "@ragstone/core";
import {
  analyzeSteps,
  holdsPhrases,
  idf,
  leftOutTerms,
  pathWeight,
  queryTerms,
  saturation,
  type ParsedQuery,
  type QueryTerm,
} from "@ragstone/tokenizers/words";
import { pathTerm, pathTermsOf } from "./path-terms.js";
import { CandidateTerms, type CandidatePostings } from "./candidate-terms.js";

/** A passage with what its score follows from. */
export interface TextCandidate {
  readonly text: string;
  readonly headings: readonly string[];
  readonly title: string | null;
  readonly language: string | null;
  /** Whose words count too. @defaultValue none */
  readonly path?: string;
}

/** Statistics of all that a search may see. */
export interface TextStatistics {
  readonly chunks: number;
  /** Words of all chunks together. */
  readonly words: number;
  readonly languages: readonly (string | null)[];
}

export interface CandidateScores {
  /** Whether the query has a quotation and a candidate contains it: the others then score 0. */
  readonly quoted: boolean;
  readonly scores: readonly number[];
}

/**
 * BM25 of the passages that a service found for a query, by the terms and constants of the local index. How rare a term
 * is follows from the candidates: it is exact where they are all that contain a word of the query, and too rare otherwise.
 *
 * @param statistics - `null` for those of the candidates themselves
 * @param options.isLeftOut - scores by the words that carry the form of a question, in place of those of its topic
 */
export async function scoreCandidates(
  candidates: readonly TextCandidate[],
  parsed: ParsedQuery,
  statistics: TextStatistics | null,
  { isLeftOut = false, signal }: { readonly isLeftOut?: boolean; readonly signal?: AbortSignal | undefined } = {},
): Promise<CandidateScores> {
  const terms = new CandidateTerms();
  const lengths: number[] = [];
  for (const [at, { text, headings, title, language, path }] of candidates.entries()) {
    const counted = await runSteps(analyzeSteps([{ text, headings }], title, language), signal);
    for (const [term, [, count = 0]] of counted.terms) terms.add(term, at, count);
    for (const term of path === undefined ? [] : pathTermsOf(path, language)) terms.add(term, at, 1);
    lengths.push(counted.lengths[0]!);
  }
  const { chunks, words, languages } = statistics ?? ofCandidates(candidates, lengths);
  const wanted = isLeftOut ? leftOutTerms(terms, parsed, languages) : weighedTerms(terms, parsed, languages);
  const averageLength = chunks === 0 ? 1 : Math.max(1, words / chunks);
  const scores = bm25(wanted, lengths, { chunks, averageLength });
  const { phrases } = parsed;
  const holds = candidates.map(({ text, headings, language }) => holdsPhrases([text, ...headings], phrases, language));
  const quoted = phrases.length > 0 && holds.includes(true);
  return { quoted, scores: quoted ? scores.map((score, at) => (holds[at]! ? score : 0)) : scores };
}

/** The terms of a query, in texts and in paths. */
function weighedTerms(
  terms: CandidateTerms,
  parsed: ParsedQuery,
  languages: readonly (string | null)[],
): QueryTerm<CandidatePostings>[] {
  const inTexts = queryTerms(terms, parsed, languages);
  const inPaths = inTexts.flatMap(({ postings: { term }, weight }) => {
    const postings = terms.postings(pathTerm(term));
    return postings.df === 0 ? [] : [{ postings, weight: weight * pathWeight, df: postings.df }];
  });
  return [...inTexts, ...inPaths];
}

function ofCandidates(candidates: readonly TextCandidate[], lengths: readonly number[]): TextStatistics {
  return {
    chunks: candidates.length,
    words: lengths.reduce((sum, length) => sum + length, 0),
    languages: [...new Set(candidates.map(({ language }) => language))],
  };
}

function bm25(
  terms: readonly QueryTerm<CandidatePostings>[],
  lengths: readonly number[],
  { chunks, averageLength }: { readonly chunks: number; readonly averageLength: number },
): number[] {
  const scores = lengths.map(() => 0);
  // Float sums in another order would differ in their last digits: the order depends on the statistics alone.
  const weighed = terms
    .map(({ postings, weight, df }) => ({ postings, rarity: idf(chunks, df) * weight }))
    .sort((one, other) => other.rarity - one.rarity || (one.postings.term < other.postings.term ? -1 : 1));
  for (const { postings, rarity } of weighed)
    for (const [candidate, count] of postings.counts)
      scores[candidate]! += rarity * saturation(count, lengths[candidate]!, averageLength);
  return scores;
}
