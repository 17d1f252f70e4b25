import { Embeddings, type EmbeddingsParams } from "@langchain/core/embeddings";
import type { Embedder } from "@ragstone/core";
import { staticEmbedder } from "../static/static-embedder.js";
import { embedNumbers } from "./embed-numbers.js";

/**
 * The built-in static model as LangChain embeddings: English, 256 dimensions, length 1, offline, no key. A text without
 * any word known to the model is all zeros.
 *
 * @example
 * ```ts
 * const vector = await new StaticEnEmbeddings().embedQuery("How are keys rotated?"); // 256 numbers
 * ```
 */
export class StaticEnEmbeddings extends Embeddings {
  readonly #embedder: Embedder = staticEmbedder();

  constructor(params: EmbeddingsParams = {}) {
    super(params);
  }

  embedDocuments(documents: string[]): Promise<number[][]> {
    return embedNumbers(this.#embedder, documents, "passage");
  }

  async embedQuery(document: string): Promise<number[]> {
    const [vector] = await embedNumbers(this.#embedder, [document], "query");
    return vector!;
  }
}
