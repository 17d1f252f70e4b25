import { setImmediate } from "node:timers/promises";
import type { Candidate, IndexQuery } from "@ragstone/core";
import {
  analyzerFor,
  holdsPhrases,
  leftOutTerms,
  parseQuery,
  pathWeight,
  queryTerms,
  type ParsedQuery,
  type QueryTerm,
} from "@ragstone/tokenizers/words";
import type { Transaction } from "../connection/connection.js";
import { chunkColumns, chunkOf, vectorText, type ChunkRow } from "../rows/rows.js";
import { unescapeText } from "../rows/escape-text.js";
import type { Corpus, CorpusSource } from "./corpus.js";
import { fetchLeftOut, fetchTerms } from "./fetch-terms.js";
import { nearestVectors } from "./nearest-vectors.js";
import { pathTerm, type FetchedTerms, type TermPostings } from "./postings.js";
import { bestWithTies, ChunkScores, type ChunkPlace, type Scored } from "./rank.js";

export interface IndexSearch extends CorpusSource {
  readonly query: Omit<IndexQuery, "filter" | "signal">;
  readonly corpus: Corpus;
  readonly hasGraph: boolean;
}

/** Chunks with all words of a quotation whose text is read, at a time and at most. */
const readAtOnce = 512;
const maxPhraseReads = 20_000;

/** The best `k` of both sides, each with both scores. */
export async function searchIndex(transaction: Transaction, search: IndexSearch): Promise<Candidate[]> {
  const { query, corpus } = search;
  const { vector = null, text = null } = query;
  const k = Math.min(query.k, corpus.chunks);
  if (k === 0) return [];
  const parsed = text === null ? null : parseQuery(text);
  const terms = parsed === null ? null : await fetchTerms(transaction, parsed, { ...search, ...corpus });
  const quoted =
    parsed === null || terms === null ? null : await quotedScores(transaction, search, { parsed, terms, k });
  // The server searches by the vector while the scores are added up here.
  const nearing =
    vector === null || quoted !== null ? Promise.resolve([]) : nearestVectors(transaction, { ...search, vector, k });
  nearing.catch(() => {});
  // The driver sends the statement when this turn of the event loop is over.
  if (vector !== null) await setImmediate();
  const found = new ChunkScores(
    parsed === null || terms === null || quoted !== null ? [] : weighedTerms(terms, parsed, corpus),
    corpus,
  );
  const near = await nearing;
  const best = await inOrder(transaction, search, { scored: quoted ?? found.best(k), k });
  const scores = new Map([...near, ...best].map((place) => [keyOf(place), found.of(place)]));
  for (const { score, ...place } of quoted ?? []) scores.set(keyOf(place), score);
  if (vector === null && quoted === null && parsed !== null && terms !== null && best.length > 0 && best.length < k)
    await fill(transaction, search, { best, scores, parsed, k });
  const places = new Map([...near, ...best].map((place) => [keyOf(place), place]));
  return candidates(transaction, search, { places: [...places.values()], scores });
}

/** The terms of a query, in texts and in paths. */
function weighedTerms(terms: FetchedTerms, parsed: ParsedQuery, { languages }: Corpus): QueryTerm<TermPostings>[] {
  const inTexts = queryTerms(terms, parsed, languages);
  const inPaths = inTexts.flatMap(({ postings: { term }, weight }) => {
    const postings = terms.postings(pathTerm(term));
    return postings.df === 0 ? [] : [{ postings, weight: weight * pathWeight, df: postings.df }];
  });
  return [...inTexts, ...inPaths];
}

interface TextQuery {
  readonly parsed: ParsedQuery;
  readonly terms: FetchedTerms;
  readonly k: number;
}

/** The chunks that contain the quotations of a query verbatim; `null` if it has none, or no chunk contains them. */
async function quotedScores(
  transaction: Transaction,
  { schema, corpus }: IndexSearch,
  { parsed, terms, k }: TextQuery,
): Promise<Scored[] | null> {
  const { phrases } = parsed;
  if (phrases.length === 0) return null;
  const holding = chunksWithAll(phrases, terms, corpus);
  const scored = new ChunkScores(queryTerms(terms, parsed, corpus.languages), corpus)
    .from(0)
    .filter((one) => holding.has(keyOf(one)))
    .sort((one, other) => other.score - one.score)
    .slice(0, maxPhraseReads);
  const held: Scored[] = [];
  for (let from = 0; from < scored.length; from += readAtOnce) {
    const part = scored.slice(from, from + readAtOnce);
    // Equals of the last one are read too, so that the order of paths decides.
    if (held.length >= k && part[0]!.score < held[k - 1]!.score) break;
    const { rows } = await transaction.query<{ at: number; text: string; headings: string[]; language: string | null }>(
      `SELECT wanted.at::int, c.text, c.headings, d.language
        FROM unnest($1::bigint[], $2::int[]) WITH ORDINALITY AS wanted (document, position, at)
        JOIN ${schema}.chunks c ON c.document = wanted.document AND c.position = wanted.position
        JOIN ${schema}.documents d ON d.id = c.document ORDER BY wanted.at`,
      columnsOf(part),
    );
    for (const { at, text, headings, language } of rows)
      if (holdsPhrases([unescapeText(text), ...headings], phrases, language)) held.push(part[at - 1]!);
  }
  return held.length === 0 ? null : held;
}

/** Keys of the chunks that contain every word of the phrases, anywhere, in one language. */
function chunksWithAll(phrases: readonly string[], terms: FetchedTerms, { languages }: Corpus): Set<string> {
  const holding = new Set<string>();
  for (const analyzer of new Set(languages.map(analyzerFor))) {
    const wanted = [...new Set(phrases.flatMap((phrase) => analyzer.terms(phrase)))];
    const met = new Map<string, number>();
    for (const term of wanted) {
      const { df, documents, positions } = terms.postings(term);
      for (let at = 0; at < df; at += 1) {
        const key = keyOf({ document: documents[at]!, position: positions[at]! });
        met.set(key, (met.get(key) ?? 0) + 1);
      }
    }
    for (const [key, count] of met) if (count === wanted.length) holding.add(key);
  }
  return holding;
}

/** Adds chunks that only the words left out of a question find, below all others and in their own order. */
async function fill(
  transaction: Transaction,
  search: IndexSearch,
  {
    best,
    scores,
    parsed,
    k,
  }: Omit<TextQuery, "terms"> & { readonly best: Scored[]; readonly scores: Map<string, number> },
): Promise<void> {
  const terms = await fetchLeftOut(transaction, parsed, { ...search, ...search.corpus });
  const least = Math.min(...best.map(({ score }) => score));
  const found = new ChunkScores(leftOutTerms(terms, parsed, search.corpus.languages), search.corpus);
  const others = await inOrder(transaction, search, { scored: found.best(k), k });
  for (const other of others) {
    if (best.length >= k || scores.has(keyOf(other))) continue;
    const score = (least * other.score) / (others[0]!.score * 1000);
    best.push({ ...other, score });
    scores.set(keyOf(other), score);
  }
}

/** The best `k`, equals by path and position. */
async function inOrder(
  transaction: Transaction,
  { schema }: CorpusSource,
  { scored, k }: { readonly scored: readonly Scored[]; readonly k: number },
): Promise<Scored[]> {
  const best = bestWithTies(scored, k);
  if (best.length <= k) return best;
  const tied = best.filter(({ score }) => score === best.at(-1)!.score);
  const { rows } = await transaction.query<{ id: number; at: number }>(
    `SELECT id, row_number() OVER (ORDER BY path, origin)::int AS at FROM ${schema}.documents WHERE id = ANY($1)`,
    [[...new Set(tied.map(({ document }) => document))]],
  );
  const order = new Map(rows.map(({ id, at }) => [id, at]));
  tied.sort((one, other) => order.get(one.document)! - order.get(other.document)! || one.position - other.position);
  return [...best.slice(0, best.length - tied.length), ...tied].slice(0, k);
}

interface CandidateRow extends ChunkRow {
  readonly document: number;
  readonly position: number;
  readonly sha256: string;
  readonly modified_ms: number | null;
  readonly is_navigation: boolean;
  readonly cosine: number | null;
}

async function candidates(
  transaction: Transaction,
  { schema, query: { vector = null } }: IndexSearch,
  { places, scores }: { readonly places: readonly ChunkPlace[]; readonly scores: ReadonlyMap<string, number> },
): Promise<Candidate[]> {
  const { rows } = await transaction.query<CandidateRow>(
    `SELECT c.document, c.position, ${chunkColumns}, d.sha256, d.modified_ms,
        coalesce((d.metadata -> 'navigation')::text = 'true', false) AS is_navigation, -(v.embedding <#> $3::vector) AS cosine
      FROM unnest($1::bigint[], $2::int[]) AS wanted (document, position)
      JOIN ${schema}.chunks c ON c.document = wanted.document AND c.position = wanted.position
      JOIN ${schema}.documents d ON d.id = c.document
      LEFT JOIN ${schema}.vectors v ON $3::vector IS NOT NULL AND v.collection = c.collection AND v.key = c.vector_key`,
    [...columnsOf(places), vector === null ? null : vectorText(vector)],
  );
  return rows.map((row) => ({
    ...chunkOf(row),
    sha256: row.sha256,
    modifiedMs: row.modified_ms,
    isNavigation: row.is_navigation,
    scores: { text: scores.get(keyOf(row)) ?? 0, vector: row.cosine },
  }));
}

function columnsOf(places: readonly ChunkPlace[]): [documents: number[], positions: number[]] {
  return [places.map(({ document }) => document), places.map(({ position }) => position)];
}

function keyOf({ document, position }: ChunkPlace): string {
  return `${document} ${position}`;
}
