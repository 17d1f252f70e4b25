import type { RankingFeatures } from "./ranking-features.js";

/** Why a hit has its rank. */
export interface HitExplanation {
  /** Of text and vector search together, before anything else, in `[0, 1]`. */
  readonly fusion: number;
  /** `null` where they do not order the hits: in modes `text` and `vector`, and far behind the best candidates. */
  readonly features: RankingFeatures | null;
  /** Share of the query's identifiers that the passage contains whole; `null` for a query without any. */
  readonly identifiers: number | null;
  /** Whether the passage contains the whole query word for word, which puts it before those that do not. */
  readonly verbatim: boolean;
  /** Whether it is a list of links that was ranked behind passages with the query's words. */
  readonly demoted: boolean;
  /**
   * The reranker and its score of the passage, in `[0, 1]`, which replaced that of the features; `null` without one, and
   * for passages that it was not given.
   */
  readonly reranked: { readonly name: string; readonly score: number } | null;
}
