import { MemoryVectorStore } from "@langchain/classic/vectorstores/memory";
import { Embeddings } from "@langchain/core/embeddings";
import type { Embedder, IndexReader } from "@ragstone/core";

/** The texts of the best passages for a question, best first. */
export type Retrieval = (question: string, k: number) => Promise<readonly string[]>;

class IndexEmbeddings extends Embeddings {
  readonly #embedder: Embedder;

  constructor(embedder: Embedder) {
    super({});
    this.#embedder = embedder;
  }

  async embedDocuments(texts: string[]): Promise<number[][]> {
    return this.#embed(texts, "passage");
  }

  async embedQuery(text: string): Promise<number[]> {
    return (await this.#embed([text], "query"))[0]!;
  }

  async #embed(texts: readonly string[], kind: "passage" | "query"): Promise<number[][]> {
    const { dimensions, maxBatch } = this.#embedder;
    const vectors: number[][] = [];
    for (let from = 0; from < texts.length; from += maxBatch) {
      const batch = await this.#embedder.embed(texts.slice(from, from + maxBatch), { kind });
      for (const vector of batch.vectors) vectors.push([...(vector ?? new Float32Array(dimensions))]);
    }
    return vectors;
  }
}

/**
 * What LangChain's introductions build: a `MemoryVectorStore`, here over the passages of an index and with its
 * embedder, so that only the retrieval differs.
 */
export async function langchainRetrieval(
  index: Pick<IndexReader, "documents" | "chunks">,
  embedder: Embedder,
): Promise<Retrieval> {
  const texts: string[] = [];
  for (const document of await index.documents()) for (const { text } of await index.chunks(document)) texts.push(text);
  const store = await MemoryVectorStore.fromTexts(
    texts,
    texts.map(() => ({})),
    new IndexEmbeddings(embedder),
  );
  return async (question, k) => (await store.similaritySearch(question, k)).map(({ pageContent }) => pageContent);
}
