import { randomUUID } from "node:crypto";
import type { DocumentInterface } from "@langchain/core/documents";
import type { EmbeddingsInterface } from "@langchain/core/embeddings";
import { maximalMarginalRelevance } from "@langchain/core/utils/math";
import { type MaxMarginalRelevanceSearchOptions, VectorStore } from "@langchain/core/vectorstores";
import {
  type EmbedderFingerprint,
  type IndexWriter,
  InvalidOptionError,
  type SearchFilter,
  vectorKey,
} from "@ragstone/core";
import { openIndex } from "../local/open-index.js";
import { sha256 } from "../store/sha256.js";
import { langchainMediaType, toIndexDocument, toLangchainDocuments } from "./documents.js";

/** The index that {@link RagstoneVectorStore.fromDocuments} opens or creates. */
export interface RagstoneVectorStoreConfig {
  /** The index to use; else one is opened in `dir`, or created there. */
  readonly index?: IndexWriter;
  readonly dir?: string;
  /** Identifies the model of the embeddings: vectors of another are rejected when the index is opened again. */
  readonly model?: string;
  readonly revision?: string;
}

/**
 * An index as a LangChain vector store. Scores are cosine similarities, higher is nearer. A text that was embedded
 * before is not embedded again; adding a document with an existing id replaces the stored one, so `index()` works
 * without a separate record manager.
 *
 * @example
 * ```ts
 * const store = await RagstoneVectorStore.fromDocuments(documents, embeddings, { dir: ".ragstone", model: "my-model"
 * });
 * const near = await store.similaritySearchWithScore("key rotation", 4, { metadata: { team: "security" } });
 * ```
 */
export class RagstoneVectorStore extends VectorStore {
  declare FilterType: SearchFilter;
  readonly index: IndexWriter;

  constructor(embeddings: EmbeddingsInterface, { index }: { readonly index: IndexWriter }) {
    super(embeddings, {});
    this.index = index;
  }

  override _vectorstoreType(): string {
    return "ragstone";
  }

  /** Adds documents under `options.ids`, their own ids, or new ones; resolves to the ids. */
  override async addDocuments(documents: DocumentInterface[], options: { ids?: string[] } = {}): Promise<string[]> {
    const texts = new Map(documents.map(({ pageContent }) => [this.#key(pageContent), pageContent]));
    const embedded = new Map<string, Float32Array>();
    const embedMissing = async (index: IndexWriter): Promise<void> => {
      const missing = [...(await index.missingVectors([...texts.keys()]))].filter((key) => !embedded.has(key));
      if (missing.length === 0) return;
      const vectors = await this.embeddings.embedDocuments(missing.map((key) => texts.get(key)!));
      for (const [at, key] of missing.entries()) embedded.set(key, Float32Array.from(vectors[at]!));
    };
    // The model works while earlier writes run; if one of them drops a vector in the meantime, it is embedded again
    // when found missing.
    const embedding = embedMissing(this.index);
    embedding.catch(() => {});
    return this.#exclusively(async (index) => {
      await embedding;
      await embedMissing(index);
      await index.putVectors(embedded);
      return put(index, documents, (document) => this.#key(document.pageContent), options);
    });
  }

  override async addVectors(
    vectors: number[][],
    documents: DocumentInterface[],
    options: { ids?: string[] } = {},
  ): Promise<string[]> {
    if (vectors.length !== documents.length)
      throw new InvalidOptionError(
        "vectors",
        `${vectors.length} of them`,
        `one for each of ${documents.length} documents`,
      );
    // Given vectors need not follow from the text, so their own values are the key.
    const keys = new Map(
      documents.map((document, at) => [
        document,
        vectorKey(this.#fingerprint, `given ${vectors[at]!.join(" ")}`, sha256),
      ]),
    );
    return this.#exclusively(async (index) => {
      await index.putVectors(
        new Map(documents.map((document, at) => [keys.get(document)!, Float32Array.from(vectors[at]!)])),
      );
      return put(index, documents, (document) => keys.get(document)!, options);
    });
  }

  /** Deletes documents by id, or all that a filter lets through. Files of a folder stay. */
  override async delete({ ids, filter }: { ids?: string[]; filter?: SearchFilter } = {}): Promise<void> {
    if (ids === undefined && filter === undefined) throw new InvalidOptionError("delete", "nothing", "ids or a filter");
    await this.#exclusively(async (index) => {
      for (const path of ids ?? []) await index.removeDocument({ origin: "put", path });
      const matching = filter === undefined ? [] : await index.documents(filter);
      for (const record of matching) if (record.origin === "put") await index.removeDocument(record);
      await index.finish();
    });
  }

  override async similaritySearchVectorWithScore(
    query: number[],
    k: number,
    filter?: SearchFilter,
  ): Promise<[DocumentInterface, number][]> {
    const near = await this.#near(query, k, filter);
    const documents = await toLangchainDocuments(this.index, near);
    return documents.map((document, at) => [document, near[at]!.scores.vector!]);
  }

  override async maxMarginalRelevanceSearch(
    query: string,
    { k, fetchK = 20, lambda = 0.5, filter }: MaxMarginalRelevanceSearchOptions<SearchFilter>,
  ): Promise<DocumentInterface[]> {
    const vector = await this.embeddings.embedQuery(query);
    const near = await this.#near(vector, Math.max(k, fetchK), filter);
    const stored = await this.index.vectors?.(near.map((candidate) => candidate.id));
    const vectors = near.map(({ id }) => Array.from(stored?.get(id) ?? []));
    if (vectors.some((candidate) => candidate.length === 0))
      throw new InvalidOptionError(
        "maxMarginalRelevanceSearch",
        "an index that keeps its vectors to itself",
        "one that gives them (vectors)",
      );
    const chosen = maximalMarginalRelevance(vector, vectors, lambda, k);
    return toLangchainDocuments(
      this.index,
      chosen.map((at) => near[at]!),
    );
  }

  static override async fromTexts(
    texts: string[],
    metadatas: object[] | object,
    embeddings: EmbeddingsInterface,
    config: RagstoneVectorStoreConfig,
  ): Promise<RagstoneVectorStore> {
    const documents = texts.map((pageContent, at) => ({
      pageContent,
      metadata: { ...(Array.isArray(metadatas) ? (metadatas[at] as object) : metadatas) },
    }));
    return RagstoneVectorStore.fromDocuments(documents, embeddings, config);
  }

  static override async fromDocuments(
    documents: DocumentInterface[],
    embeddings: EmbeddingsInterface,
    config: RagstoneVectorStoreConfig,
  ): Promise<RagstoneVectorStore> {
    const store = new RagstoneVectorStore(embeddings, { index: config.index ?? (await openFor(embeddings, config)) });
    await store.addDocuments(documents);
    return store;
  }

  get #fingerprint(): EmbedderFingerprint {
    return this.index.fingerprint.embedder;
  }

  #key(text: string): string {
    return vectorKey(this.#fingerprint, text, sha256);
  }

  #exclusively<T>(use: (index: IndexWriter) => Promise<T>): Promise<T> {
    return this.index.exclusively?.(use) ?? use(this.index);
  }

  async #near(query: readonly number[], k: number, filter: SearchFilter | undefined) {
    const norm = Math.hypot(...query);
    const vector = Float32Array.from(query, (value) => (norm === 0 ? 0 : value / norm));
    const found = await this.index.search({ vector, k, filter });
    return found
      .filter((candidate) => candidate.scores.vector !== null)
      .sort((one, other) => other.scores.vector! - one.scores.vector!)
      .slice(0, k);
  }
}

async function put(
  index: IndexWriter,
  documents: readonly DocumentInterface[],
  keyOf: (document: DocumentInterface) => string,
  { ids }: { ids?: string[] },
): Promise<string[]> {
  const used = documents.map((document, at) => ids?.[at] ?? document.id ?? randomUUID());
  for (const [at, document] of documents.entries())
    await index.replaceDocument(toIndexDocument(document, used[at]!, keyOf(document)));
  return used;
}

async function openFor(
  embeddings: EmbeddingsInterface,
  { dir, model, revision = "1" }: RagstoneVectorStoreConfig,
): Promise<IndexWriter> {
  if (dir === undefined || model === undefined)
    throw new InvalidOptionError(
      "config",
      "neither an index nor dir and model",
      "an index, or the folder of one and the model of the embeddings",
    );
  const dimensions = (await embeddings.embedQuery("dimensions")).length;
  const embedder = { model, revision, dimensions, normalised: true, queryInstruction: null, tokenizer: "unknown" };
  return openIndex({ dir, mode: "write", create: { embedder, chunker: langchainMediaType } });
}
