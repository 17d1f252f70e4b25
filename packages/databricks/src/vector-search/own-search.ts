import type { Candidate, IndexQuery } from "@ragstone/core";
import { chunksWith, parseQuery, type ParsedQuery } from "@ragstone/tokenizers/words";
import { textCell, vectorCell } from "./cells.js";
import { documentIdOf, passageColumns, passageOf, storedChunk, type OwnDocument, type Passage } from "./own-rows.js";
import { rowsOf, type Asked } from "./deep-rows.js";
import { scoreCandidates, type TextStatistics } from "./score-candidates.js";
import { queryTokens, tokensOfTerms } from "./term-tokens.js";
import { maxFilterValues, maxRows, maxWordedRows, type VectorClient } from "./vector-client.js";

/** What a search may see. */
export interface OwnCorpus extends TextStatistics {
  /** Documents; `null` for all. */
  readonly ids: readonly string[] | null;
}

export interface OwnSearch {
  readonly passages: VectorClient;
  readonly corpus: OwnCorpus;
  readonly documents: (ids: readonly string[]) => Promise<ReadonlyMap<string, OwnDocument>>;
  readonly signal: AbortSignal | undefined;
}

/** A passage of its document's present generation. */
interface Live {
  readonly passage: Passage;
  readonly document: OwnDocument;
}

interface Found {
  readonly live: readonly Live[];
  /** Whether there may be more. */
  readonly isFull: boolean;
  /** Whether passages of other generations were left out: a document may have changed in between. */
  readonly isStale: boolean;
}

/** Rows that are asked for beyond those wanted, for equals of the last one and for rows that a commit left behind. */
const spareRows = 16;
const growth = 4;

const chunkColumns = [...passageColumns, "embedding"];

/** The union of both sides' best `k`, each with both scores, and whether a document may have changed meanwhile. */
export async function searchOwn(
  search: OwnSearch,
  { vector = null, text = null, k: wanted }: Pick<IndexQuery, "vector" | "text" | "k">,
): Promise<{ readonly candidates: readonly Candidate[]; readonly isStale: boolean }> {
  const k = Math.min(wanted, search.corpus.chunks);
  if (k === 0) return { candidates: [], isStale: false };
  const parsed = text === null ? null : parseQuery(text);
  const [near, worded] = await Promise.all([
    vector === null ? none : nearest(search, vector, k),
    parsed === null ? none : byTokens(search, queryTokens(parsed, search.corpus.languages), k),
  ]);
  // Those that were found by their vectors have them.
  const all = distinct([...worded.live, ...near.live]);
  const { quoted, scores } = await scored(search, all, parsed, { isCut: worded.isFull });
  const best = bestOf(all, scores, k);
  if (vector === null && !quoted && parsed !== null && best.length > 0 && best.length < k)
    await fill(search, parsed, { best, scores, k });
  const chosen = distinct([...best, ...(quoted ? [] : nearestOf(near.live, vector, k))]);
  const cosines = await cosinesOf(search, chosen, vector);
  return {
    candidates: chosen.map((one) => candidateOf(one, scores.get(one.passage.row) ?? 0, cosines.get(one.passage.row) ?? null)), // prettier-ignore
    isStale: near.isStale || worded.isStale,
  };
}

const none: Found = { live: [], isFull: false, isStale: false };

/** The share of chunks that contain each term: exact for terms of less than 200 chunks, and too low for others. */
export async function sharesOwn(search: OwnSearch, terms: readonly string[]): Promise<Map<string, number>> {
  const { chunks, languages } = search.corpus;
  const tokens = tokensOfTerms(terms, languages);
  const frequencies = new Map<string, number>();
  const count = async (forms: readonly string[]): Promise<boolean> => {
    const query = forms.map((form) => tokens.get(form)!).join(" ");
    const { rows, isFull } = await rowsOf({ ...search, ids: search.corpus.ids }, { type: "FULL_TEXT", text: query, textColumns: ["terms"] }, maxWordedRows, ["id", "kind", "document", "generation", "terms"]); // prettier-ignore
    const documents = await search.documents([...new Set(rows.map((row) => textCell(row, "document") ?? ""))]);
    const present = rows.filter((row) => documents.get(textCell(row, "document") ?? "")?.generation === row["generation"]); // prettier-ignore
    const sets = present.map((row) => new Set((textCell(row, "terms") ?? "").split(" ")));
    for (const form of forms) frequencies.set(form, sets.filter((set) => set.has(tokens.get(form)!)).length);
    return !isFull;
  };
  const all = [...tokens.keys()];
  if (all.length > 0 && chunks > 0 && !(await count(all))) await Promise.all(all.map((form) => count([form])));
  const index = { frequency: (term: string) => frequencies.get(term) ?? 0 };
  return new Map(terms.map((term) => [term, chunksWith(index, term, languages) / Math.max(1, chunks)]));
}

async function scored(
  { corpus, signal }: OwnSearch,
  all: readonly Live[],
  parsed: ParsedQuery | null,
  { isCut, isLeftOut = false }: { readonly isCut: boolean; readonly isLeftOut?: boolean },
): Promise<{ readonly quoted: boolean; readonly scores: Map<string, number> }> {
  if (parsed === null) return { quoted: false, scores: new Map() };
  const texts = all.map(({ passage: { data }, document: { record } }) => ({ ...data, title: record.title, language: record.language, path: record.path })); // prettier-ignore
  const { quoted, scores } = await scoreCandidates(texts, parsed, isCut ? { ...corpus, ...cutStatistics(corpus, all.length) } : corpus, { isLeftOut, signal }); // prettier-ignore
  const positive = all.flatMap(({ passage }, at) => (scores[at]! > 0 ? [[passage.row, scores[at]!] as const] : []));
  return { quoted, scores: new Map(positive) };
}

/**
 * Statistics for passages of which the service chose some: against all chunks, a word that nearly all contain would look
 * as rare as one in 200.
 */
function cutStatistics({ chunks, words }: OwnCorpus, chosen: number): Pick<OwnCorpus, "chunks" | "words"> {
  return { chunks: chosen, words: (words / Math.max(1, chunks)) * chosen };
}

/** Adds chunks that only the words left out of a question find, below all others and in their own order. */
async function fill(
  search: OwnSearch,
  parsed: ParsedQuery,
  { best, scores, k }: { readonly best: Live[]; readonly scores: Map<string, number>; readonly k: number },
): Promise<void> {
  const tokens = queryTokens(parsed, search.corpus.languages, { isLeftOut: true });
  const found = await byTokens(search, tokens, k);
  const others = await scored(search, found.live, { ...parsed, phrases: [] }, { isCut: found.isFull, isLeftOut: true });
  const least = Math.min(...best.map(({ passage }) => scores.get(passage.row)!));
  const ordered = bestOf(found.live, others.scores, k);
  const most = others.scores.get(ordered[0]?.passage.row ?? "") ?? 1;
  for (const live of ordered) {
    const { row } = live.passage;
    if (best.length >= k || scores.has(row)) continue;
    best.push(live);
    scores.set(row, (least * others.scores.get(row)!) / (most * 1000));
  }
}

/** The passages whose vectors are nearest, with all that are as near as the last. */
async function nearest(search: OwnSearch, vector: Float32Array, k: number): Promise<Found> {
  for (let wanted = k + spareRows; ; wanted *= growth) {
    const found = await live(
      search,
      { type: "ANN", vector, filter: { kind: "chunk" } },
      Math.min(maxRows, wanted),
      chunkColumns,
    );
    const cosines = found.live.map(({ passage }) => cosine(passage.vector, vector) ?? -Infinity).sort((a, b) => b - a);
    const isCut = found.isFull && (cosines.length <= k || cosines[k - 1] === cosines.at(-1));
    if (!isCut || wanted >= maxRows) return found;
  }
}

/** Cosines of passages with a vector, by row; read for those that words alone have found. */
async function cosinesOf(
  { passages, signal }: OwnSearch,
  chosen: readonly Live[],
  vector: Float32Array | null,
): Promise<ReadonlyMap<string, number>> {
  const cosines = new Map<string, number>();
  if (vector === null) return cosines;
  for (const { passage } of chosen)
    if (passage.vector !== null) cosines.set(passage.row, cosine(passage.vector, vector)!);
  const open = chosen.filter(({ passage }) => passage.hasVector && passage.vector === null);
  for (let from = 0; from < open.length; from += maxFilterValues) {
    const ids = open.slice(from, from + maxFilterValues).map(({ passage }) => passage.row);
    const request = { columns: ["id", "embedding"], type: "ANN", vector, k: ids.length, filter: { id: ids } } as const;
    for (const row of await passages.query(request, { signal })) {
      const held = cosine(vectorCell(row, "embedding"), vector);
      if (held !== null) cosines.set(textCell(row, "id") ?? "", held);
    }
  }
  return cosines;
}

function byTokens(search: OwnSearch, tokens: string, k: number): Promise<Found> {
  if (tokens === "") return Promise.resolve(none);
  return live(
    search,
    { type: "FULL_TEXT", text: tokens, textColumns: ["terms"] },
    Math.max(k, maxWordedRows),
    passageColumns,
  );
}

async function live(search: OwnSearch, query: Asked, k: number, columns: readonly string[]): Promise<Found> {
  const { rows, isFull } = await rowsOf({ ...search, ids: search.corpus.ids }, query, k, columns);
  const passages = rows.map(passageOf).filter((passage) => passage !== null);
  const documents = await search.documents([...new Set(passages.map(({ document }) => document))]);
  const present = passages.flatMap((passage) => {
    const document = documents.get(passage.document);
    return document?.generation === passage.generation ? [{ passage, document }] : [];
  });
  return { live: distinct(present), isFull, isStale: present.length < passages.length };
}

function candidateOf({ passage, document: { record } }: Live, text: number, vector: number | null): Candidate {
  return {
    ...storedChunk(passage, record),
    sha256: record.sha256,
    modifiedMs: record.modifiedMs,
    isNavigation: record.metadata["navigation"] === true,
    scores: { text, vector },
  };
}

function bestOf(all: readonly Live[], scores: ReadonlyMap<string, number>, k: number): Live[] {
  const score = ({ passage }: Live): number => scores.get(passage.row) ?? 0;
  return all
    .filter((one) => score(one) > 0)
    .sort((one, other) => score(other) - score(one) || byPlace(one, other))
    .slice(0, k);
}

function nearestOf(all: readonly Live[], vector: Float32Array | null, k: number): Live[] {
  if (vector === null) return [];
  return all
    .map((one) => ({ one, cosine: cosine(one.passage.vector, vector) ?? -Infinity }))
    .sort((a, b) => b.cosine - a.cosine || byPlace(a.one, b.one))
    .slice(0, k)
    .map(({ one }) => one);
}

function byPlace(
  { passage: one, document: { record: a } }: Live,
  { passage: other, document: { record: b } }: Live,
): number {
  // prettier-ignore
  if (documentIdOf(a) === documentIdOf(b)) return one.position - other.position;
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.origin < b.origin ? -1 : 1;
}

function distinct(all: readonly Live[]): Live[] {
  return [...new Map(all.map((live) => [live.passage.row, live])).values()];
}

function cosine(one: Float32Array | null, other: Float32Array): number | null {
  return one === null ? null : one.reduce((sum, value, at) => sum + value * other[at]!, 0);
}
