import type { Reranker } from "@ragstone/core";
import type { FindMinilmOptions } from "./find-minilm.js";
import { minilmEmbedder } from "./minilm-embedder.js";
import { encoderReranker } from "../rerank/encoder-reranker.js";

/**
 * all-MiniLM-L6-v2 as a reranker, found and checked like the embedder.
 *
 * @throws the errors of {@link minilmEmbedder}
 */
export async function minilmReranker(options: FindMinilmOptions): Promise<Reranker> {
  return encoderReranker(await minilmEmbedder(options), "minilm");
}
