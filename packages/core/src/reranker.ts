/** A passage that a {@link Reranker} scores. */
export interface RerankCandidate {
  /** Of the chunk. */
  readonly id: string;
  readonly text: string;
  readonly headings: readonly string[];
  /** Of the search, in `[0, 1]`. */
  readonly score: number;
}

/** Orders the passages that a search found by how well they answer the query. */
export interface Reranker {
  /** As a user names it. */
  readonly name: string;
  /** Candidates that it scores for one query; search passes at most so many, best first. */
  readonly maxCandidates: number;
  /**
   * One score in `[0, 1]` for each candidate, in input order; higher is more relevant.
   *
   * @throws {@link RagstoneError} with the code of the cause
   */
  rerank(
    query: string,
    candidates: readonly RerankCandidate[],
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<readonly number[]>;
  close?(): Promise<void>;
}
