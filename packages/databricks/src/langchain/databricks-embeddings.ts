import { Embeddings, type EmbeddingsParams } from "@langchain/core/embeddings";
import { EmbedTextError, type Embedder } from "@ragstone/core";
import { databricksEmbedder } from "../embed/databricks-embedder.js";
import type { DatabricksEmbedderOptions } from "../embed/embedder-options.js";

/**
 * GTE and BGE of a Databricks workspace for LangChain: vectors of length 1, BGE's instruction before queries only.
 *
 * @throws InvalidOptionError when the model is unknown, or no embedding model
 * @example
 * const embeddings = new DatabricksEmbeddings({ model: "gte-large-en" }); const vector = await
 * embeddings.embedQuery("How are keys rotated?");
 */
export class DatabricksEmbeddings extends Embeddings {
  readonly #embedder: Embedder;

  constructor(options: DatabricksEmbedderOptions & EmbeddingsParams) {
    super({});
    this.#embedder = databricksEmbedder(options);
  }

  /**
   * @throws EmbedTextError for the first text that is empty, too long or rejected: a vector that is not there cannot be
   * returned
   */
  override embedDocuments(documents: string[]): Promise<number[][]> {
    return this.#embed(documents, "passage");
  }

  /** @throws EmbedTextError when the text is empty, too long or rejected */
  override async embedQuery(document: string): Promise<number[]> {
    const [vector] = await this.#embed([document], "query");
    return vector!;
  }

  async #embed(texts: readonly string[], kind: "query" | "passage"): Promise<number[][]> {
    const { vectors, failures } = await this.#embedder.embed(texts, { kind });
    const [failure] = failures;
    if (failure !== undefined) throw failure.error;
    return vectors.map((vector, index) => {
      if (vector === null)
        throw new EmbedTextError("text-rejected", `Text ${index} is empty: it has no vector.`, {
          hint: "Leave it out.",
        });
      return [...vector];
    });
  }
}
