import type { DocumentInterface } from "@langchain/core/documents";
import type { EmbeddingsInterface } from "@langchain/core/embeddings";
import { BaseRetriever, type BaseRetrieverInput } from "@langchain/core/retrievers";
import { fuseScores, type IndexReader, type Fusion, type SearchFilter } from "@ragstone/core";
import { toLangchainDocuments } from "./documents.js";

export interface RagstoneRetrieverInput extends BaseRetrieverInput {
  readonly index: IndexReader;
  /** Of the model that made the index. Without it retrieval is by words alone. */
  readonly embeddings?: EmbeddingsInterface;
  /** @defaultValue 4 */
  readonly k?: number;
  /** Candidates of each side that are fused. @defaultValue 50 */
  readonly fetchK?: number;
  readonly filter?: SearchFilter;
  /** @defaultValue {@link fuseScores} */
  readonly fusion?: Fusion;
}

/**
 * Hybrid retrieval as a LangChain retriever: words and vectors, fused by chunk. Documents carry their score in
 * `metadata.score`.
 */
export class RagstoneRetriever extends BaseRetriever {
  readonly #input: RagstoneRetrieverInput;

  static override lc_name(): string {
    return "RagstoneRetriever";
  }

  override get lc_namespace(): string[] {
    return ["ragstone", "retrievers"];
  }

  constructor(input: RagstoneRetrieverInput) {
    super(input);
    this.#input = input;
  }

  override async _getRelevantDocuments(query: string): Promise<DocumentInterface[]> {
    const { index, embeddings, k = 4, fetchK = 50, filter, fusion = fuseScores } = this.#input;
    const vector = embeddings === undefined ? null : unit(await embeddings.embedQuery(query));
    const candidates = await index.search({
      text: query,
      vector,
      k: Math.max(k, fetchK),
      filter,
    });
    const ranked = fusion(candidates).slice(0, k);
    const documents = await toLangchainDocuments(
      index,
      ranked.map(({ candidate }) => candidate),
    );
    for (const [at, document] of documents.entries()) document.metadata["score"] = ranked[at]!.score;
    return documents;
  }
}

function unit(vector: readonly number[]): Float32Array {
  const norm = Math.hypot(...vector);
  return Float32Array.from(vector, (value) => (norm === 0 ? 0 : value / norm));
}
