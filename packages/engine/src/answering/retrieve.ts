import {
  embedQuery,
  type Candidate,
  type Embedder,
  type IndexReader,
  type Hit,
  type OnEvent,
  type Ranked,
  type Reranker,
  type SearchFilter,
} from "@ragstone/core";
import { bestOfEach } from "./best-of-each.js";
import { diversify } from "./diversify.js";
import { foldCopies } from "./fold-copies.js";
import { findCandidates } from "./find-candidates.js";
import { queryWords } from "../ranking/query-words.js";
import { rankByFeatures, type Weighed } from "../ranking/rank-by-features.js";
import type { SearchPart } from "../ranking/search-part.js";
import type { WordTable } from "../ranking/word-table.js";
import { highlight } from "./highlight.js";
import { hitOf } from "./hit-of.js";
import { rankCandidates, type Explained } from "./rank-candidates.js";
import { rerank } from "./rerank.js";
import type { TakeTurn } from "../session/turns.js";
import { unlistedCopies } from "./unlisted-copies.js";
import { widen } from "./widen.js";
import type { Expansion } from "../api/expansion.js";
import type { SearchMode } from "../api/search-mode.js";

/** How hits are selected from the candidates, and how much of their documents they show. */
interface Selection {
  /** Only the best passage of each document. @defaultValue false */
  readonly onePerDocument?: boolean | undefined;
  /** Whether passages that repeat better ones of other documents are hits too. @defaultValue true */
  readonly allCopies?: boolean | undefined;
  /** Whether hits name the documents that repeat them and are no hits, even where copies may be hits. @defaultValue false */
  readonly nameCopies?: boolean | undefined;
  /** Weight in `[0, 1]` of being unlike the hits before, against relevance. @defaultValue 0 */
  readonly diversity?: number | undefined;
  /**
   * Hits with the chunks before and after, or with their section; overlapping ones are merged.
   * @defaultValue the chunk alone
   */
  readonly expand?: Expansion | undefined;
  /** Whether hits tell why they have their rank. @defaultValue false */
  readonly explain?: boolean | undefined;
  /** Whether hits tell which of their words match the query. @defaultValue false */
  readonly highlights?: boolean | undefined;
  /** Parts of ranking that are left out, to measure them. @defaultValue none */
  readonly without?: ReadonlySet<SearchPart> | undefined;
}

export interface RetrieveOptions extends Selection {
  readonly index: IndexReader;
  /** Not asked for in `text` mode. */
  readonly embedder: () => Promise<Embedder>;
  /** By which passages are compared with the query, in `hybrid` mode. @defaultValue they keep the order of fusion */
  readonly words?: (() => Promise<WordTable>) | undefined;
  /** Waits for the search's turn when its parts are loaded. @defaultValue it begins at once */
  readonly turn?: TakeTurn | undefined;
  /** Orders the hits once more. */
  readonly reranker?: Reranker | null | undefined;
  readonly query: string;
  readonly k: number;
  readonly mode: SearchMode;
  readonly filter?: SearchFilter | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: OnEvent | undefined;
}

/** Candidates from each side for every hit wanted, and the least number of them. */
const candidatesPerHit = 5;
const minCandidates = 100;

/** The least number of candidates that are compared with each other for diversity. */
const minPool = 50;

/** By how much the candidates grow when they come from too few documents. */
const growth = 4;

/**
 * The best `k` passages for a query, by both sides fused or by one of them; fewer where fewer match, or where many of the
 * candidates are folded into one.
 */
export async function retrieve({
  index,
  embedder,
  words,
  turn,
  reranker = null,
  query,
  k,
  mode,
  filter,
  signal,
  onEvent,
  onePerDocument = false,
  allCopies = true,
  nameCopies = !allCopies,
  diversity = 0,
  expand,
  explain = false,
  highlights = false,
  without = new Set(),
}: RetrieveOptions): Promise<Hit[]> {
  const model = mode === "text" ? null : await embedder();
  const table = mode === "hybrid" && !without.has("features") ? await words?.() : undefined;
  await turn?.();
  const vector = model === null ? null : await embedQuery(model, query, { signal, onEvent });
  // A query of which nothing fits the model's window, or that has no vector, is searched by its words.
  const by = vector === null ? "text" : mode;
  const find = (count: number) => findCandidates({ index, query, vector, mode: by, filter, signal }, count);
  const count = Math.max(minCandidates, k * candidatesPerHit);
  const folded = new Map<string, readonly string[]>();
  const explanations = new Map<string, Explained["explanation"]>();
  const compare =
    by === "hybrid" && table !== undefined ? await comparing(query, table, { index, filter, without }) : undefined;
  const rank = (candidates: readonly Candidate[]): Ranked[] => {
    const all = rankCandidates(candidates, { query, mode: by, vectorWeight: model?.vectorWeight, compare, without });
    for (const { candidate, explanation } of all) explanations.set(candidate.id, explanation);
    if (allCopies) return all;
    const kept = foldCopies(all, k);
    for (const { candidate, copies } of kept) folded.set(candidate.id, copies);
    return kept;
  };
  const fused = onePerDocument ? await findDocuments(find, rank, { first: count, k }) : rank(await find(count));
  const reranked = reranker === null ? [] : await rerank({ reranker, query, mode: by, ranked: fused, signal });
  for (const { candidate, explanation } of reranked)
    explanations.set(candidate.id, { ...explanations.get(candidate.id)!, ...explanation });
  const ranked = reranker === null ? fused : reranked;
  // Widened hits may take in each other: then the next ones are wanted too.
  const wanted = expand === undefined ? k : ranked.length;
  const chosen =
    diversity === 0
      ? ranked.slice(0, wanted)
      : await diversify(index, ranked.slice(0, Math.max(minPool, k * candidatesPerHit)), wanted, diversity);
  const copies = allCopies && nameCopies ? unlistedCopies(ranked, chosen.slice(0, k)) : folded;
  const hits = chosen.map((entry, at) =>
    hitOf(entry, at + 1, {
      ...(nameCopies && { copies: copies.get(entry.candidate.id) ?? [] }),
      ...(explain && { explanation: explanations.get(entry.candidate.id)! }),
    }),
  );
  const shown = expand === undefined ? hits : await widen(index, hits, k, expand);
  return highlights ? shown.map((hit) => ({ ...hit, highlights: highlight(query, hit) })) : shown;
}

async function comparing(
  query: string,
  words: WordTable,
  { index, filter, without }: Pick<RetrieveOptions, "index" | "filter" | "without">,
): Promise<(fused: readonly Ranked[]) => Weighed[]> {
  const compared = await queryWords(query, words, (of) => index.termShares(of, filter));
  return (fused) => rankByFeatures(fused, { query: compared, table: words, without });
}

/** Looks deeper while one long document takes the places of others. */
async function findDocuments(
  find: (count: number) => Promise<readonly Candidate[]>,
  rank: (candidates: readonly Candidate[]) => Ranked[],
  { first, k }: { readonly first: number; readonly k: number },
): Promise<Ranked[]> {
  let found = await find(first);
  for (let count = first * growth; ; count *= growth) {
    const best = bestOfEach(rank(found));
    if (best.length >= k) return best;
    const deeper = await find(count);
    if (deeper.length === found.length) return best;
    found = deeper;
  }
}
