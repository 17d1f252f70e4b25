import { Embeddings, type EmbeddingsParams } from "@langchain/core/embeddings";
import type { Embedder } from "@ragstone/core";
import { embedNumbers } from "./embed-numbers.js";

/**
 * Makes LangChain embeddings of any embedder. Where LangChain has no word for it: the first text that fails rejects the
 * call, and a text without a dense result is all zeros.
 *
 * @example
 * ```ts
 * const store = new MemoryVectorStore(toEmbeddings(staticEmbedder()));
 * ```
 */
export function toEmbeddings(embedder: Embedder, params: EmbeddingsParams = {}): Embeddings {
  return new EmbedderEmbeddings(embedder, params);
}

class EmbedderEmbeddings extends Embeddings {
  readonly #embedder: Embedder;

  constructor(embedder: Embedder, params: EmbeddingsParams) {
    super(params);
    this.#embedder = embedder;
  }

  embedDocuments(documents: string[]): Promise<number[][]> {
    return embedNumbers(this.#embedder, documents, "passage");
  }

  async embedQuery(document: string): Promise<number[]> {
    const [vector] = await embedNumbers(this.#embedder, [document], "query");
    return vector!;
  }
}
