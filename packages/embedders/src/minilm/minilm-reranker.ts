import type { OnEvent, Reranker } from "@ragstone/core";
import type { FindMinilmOptions } from "./find-minilm.js";
import { minilmEmbedder } from "./minilm-embedder.js";
import { encoderReranker } from "../rerank/encoder-reranker.js";

export interface MinilmRerankerOptions extends FindMinilmOptions {
  /** Receives notices: of a query that was shortened, of passages that could not be compared. */
  readonly onEvent?: OnEvent | undefined;
}

/**
 * all-MiniLM-L6-v2 as a reranker, found and checked like the embedder.
 *
 * @throws the errors of {@link minilmEmbedder}
 */
export async function minilmReranker({ onEvent, ...options }: MinilmRerankerOptions): Promise<Reranker> {
  return encoderReranker(await minilmEmbedder(options), { name: "minilm", onEvent });
}
