import { fuseScores, type Embedder, type DocumentIndex, type Hit, type SearchFilter } from "@ragstone/core";

export type SearchMode = "hybrid" | "vector" | "text";

export interface RetrieveOptions {
  readonly index: DocumentIndex;
  /** Not asked for in `text` mode. */
  readonly embedder: () => Promise<Embedder>;
  readonly query: string;
  readonly k: number;
  readonly mode: SearchMode;
  readonly filter?: SearchFilter | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Candidates from each side for every hit wanted, and the least number of them. */
const candidatesPerHit = 5;
const minCandidates = 100;

/** The best `k` passages for a query, by both sides fused or by one of them. */
export async function retrieve({ index, embedder, query, k, mode, filter, signal }: RetrieveOptions): Promise<Hit[]> {
  const vector = mode === "text" ? null : await embedQuery(await embedder(), query, signal);
  const candidates = await index.search({
    ...(mode !== "vector" && { text: query }),
    vector,
    k: Math.max(minCandidates, k * candidatesPerHit),
    ...(filter !== undefined && { filter }),
    ...(signal !== undefined && { signal }),
  });
  return fuseScores(candidates)
    .slice(0, k)
    .filter(({ score }) => score > 0)
    .map(({ candidate: { id, scores, path, start, end, text, headings, pages }, score }, position) => ({
      rank: position + 1,
      id,
      score: Math.round(score * 1e6) / 1e6,
      scores,
      path,
      start,
      end,
      text,
      headings,
      pages,
    }));
}

async function embedQuery(embedder: Embedder, query: string, signal: AbortSignal | undefined): Promise<Float32Array | null> {
  const { vectors, failures } = await embedder.embed([query], { kind: "query", ...(signal && { signal }) });
  const failure = failures[0];
  if (failure !== undefined) throw failure.error;
  return vectors[0] ?? null;
}
