import {
  analyzerFor,
  holdsPhrases,
  leftOutTerms,
  pathWeight,
  queryTerms,
  type ParsedQuery,
} from "@ragstone/tokenizers/words";
import { chunkFields, type ChunkSource } from "../documents/stored-chunk.js";
import { searchDocuments, searchPages } from "../documents/fetch.js";
import { fetchLeftOut, fetchTerms } from "./fetch-terms.js";
import { placeOrder } from "./order.js";
import { byScore, foundChunk, scoreOf, scoringClauses, weigh, type FoundChunk, type WeighedTerm } from "./rank.js";
import type { View } from "./view.js";

/** A chunk with its BM25 score. */
interface ScoredChunk {
  readonly found: FoundChunk;
  readonly score: number;
}

export interface TextResult {
  /** Best first. */
  readonly best: readonly ScoredChunk[];
  /** Whether the chunks contain the quotations of the query; vectors do not count then. */
  readonly isQuoted: boolean;
  /** The score of any chunk. */
  readonly scoreOf: (chunk: FoundChunk) => number;
}

/** Fetched beyond the wanted: 32-bit scores may order almost equal ones differently. */
const spare = 16;

/** Chunks with all words of a quotation whose text is read, at a time and at most. */
const readAtOnce = 512;
const maxPhraseReads = 20_000;

/** The best `k` chunks by their words. */
export async function searchText(
  view: View,
  { parsed, k, fills }: { readonly parsed: ParsedQuery; readonly k: number; readonly fills: boolean },
): Promise<TextResult> {
  const { corpus } = view;
  const terms = await fetchTerms(view, parsed);
  const inTexts = queryTerms(terms, parsed, corpus.languages);
  const quoted =
    parsed.phrases.length === 0 ? [] : await quotedChunks(view, { parsed, weighed: weigh(inTexts, corpus), k });
  if (quoted.length > 0) {
    const scores = new Map(quoted.map(({ found, score }) => [found, score]));
    return { best: quoted.slice(0, k), isQuoted: true, scoreOf: (chunk) => scores.get(chunk) ?? 0 };
  }
  const inPaths = inTexts.map(({ postings, weight }) => {
    const inPath = terms.inPaths(postings.name);
    return { postings: inPath, weight: weight * pathWeight, df: inPath.df };
  });
  const weighed = weigh([...inTexts, ...inPaths], corpus);
  const best = await bestChunks(view, weighed, k);
  const all =
    fills && best.length > 0 && best.length < k ? [...best, ...(await others(view, { parsed, best, k }))] : best;
  const known = new Map(all.map(({ found, score }) => [found, score]));
  return { best: all, isQuoted: false, scoreOf: (chunk) => known.get(chunk) ?? scoreOf(chunk, weighed, corpus) };
}

async function bestChunks(view: View, weighed: readonly WeighedTerm[], k: number): Promise<ScoredChunk[]> {
  if (weighed.length === 0) return [];
  const { hits } = await searchDocuments<ChunkSource>(view.connection, {
    index: view.indices.chunks,
    body: { ...queryOf(view, weighed), size: k + spare, track_total_hits: false },
    signal: view.signal,
  });
  return hits.hits
    .map(({ _source }) => scored(view, weighed, _source))
    .sort(byScore)
    .slice(0, k);
}

function queryOf({ corpus }: View, weighed: readonly WeighedTerm[], filter: readonly object[] = []): object {
  const bool = {
    filter: [...corpus.filter, ...filter],
    should: scoringClauses(weighed, corpus),
    minimum_should_match: 1,
  };
  return { query: { bool }, sort: placeOrder, _source: chunkFields };
}

function scored({ corpus }: View, weighed: readonly WeighedTerm[], source: ChunkSource): ScoredChunk {
  return { found: foundChunk(source), score: scoreOf(source, weighed, corpus) };
}

interface TextSearch {
  readonly parsed: ParsedQuery;
  readonly k: number;
}

/** The chunks that contain the quotations of a query verbatim. */
async function quotedChunks(
  view: View,
  { parsed: { phrases }, weighed, k }: TextSearch & { readonly weighed: readonly WeighedTerm[] },
): Promise<ScoredChunk[]> {
  if (weighed.length === 0) return [];
  const analyzers = [...new Set(view.corpus.languages.map(analyzerFor))];
  const withAll = analyzers.map((analyzer) => {
    const terms = [...new Set(phrases.flatMap((phrase) => analyzer.terms(phrase)))];
    return { bool: { filter: terms.map((term) => ({ term: { terms: term } })) } };
  });
  const pages = searchPages<ChunkSource>(view.connection, {
    index: view.indices.chunks,
    body: queryOf(view, weighed, [{ bool: { should: withAll, minimum_should_match: 1 } }]),
    atOnce: readAtOnce,
    signal: view.signal,
  });
  const held: ScoredChunk[] = [];
  let read = 0;
  for await (const hits of pages) {
    for (const { _source } of hits) {
      const one = scored(view, weighed, _source);
      const { text, headings, language } = one.found.chunk;
      if (holdsPhrases([text, ...headings], phrases, language)) held.push(one);
    }
    read += hits.length;
    if (held.length >= k + spare || read >= maxPhraseReads) break;
  }
  return held.sort(byScore);
}

/** Chunks that only the words left out of a question find, below all others and in their own order. */
async function others(
  view: View,
  { parsed, best, k }: TextSearch & { readonly best: readonly ScoredChunk[] },
): Promise<ScoredChunk[]> {
  const terms = leftOutTerms(await fetchLeftOut(view, parsed), parsed, view.corpus.languages);
  const found = await bestChunks(view, weigh(terms, view.corpus), k);
  const least = Math.min(...best.map(({ score }) => score));
  const known = new Set(best.map((one) => one.found.id));
  return found
    .filter((one) => !known.has(one.found.id))
    .slice(0, k - best.length)
    .map((one) => ({ ...one, score: (least * one.score) / (found[0]!.score * 1000) }));
}
