import {
  DocumentError,
  embeddingText,
  isRagstoneError,
  runSteps,
  type Chunk,
  type Chunker,
  type DocumentIndex,
  type DocumentToIndex,
  type Embedder,
  type IndexedChunk,
  type SourceDocument,
} from "@ragstone/core";
import { vectorKey } from "@ragstone/index";
import { detectLanguage } from "./detect-language.js";
import pLimit from "p-limit";
import type { EmbedQueue } from "./_embed-queue.js";
import type { StageClock } from "./_stage-clock.js";

export interface WrittenDocument {
  readonly chunksAdded: number;
  readonly chunksRemoved: number;
  /** Chunks whose vector was there already. */
  readonly reused: number;
}

/** Chunks a document, has what is unknown embedded, and commits it whole. */
export class DocumentWriter {
  readonly #index: DocumentIndex;
  readonly #chunker: Chunker;
  readonly #embedder: Embedder;
  readonly #queue: EmbedQueue;
  readonly #clock: StageClock;
  readonly #signal: AbortSignal | undefined;
  /** The index takes one document at a time. */
  readonly #oneAtATime = pLimit(1);

  constructor(parts: {
    index: DocumentIndex;
    chunker: Chunker;
    embedder: Embedder;
    queue: EmbedQueue;
    clock: StageClock;
    signal?: AbortSignal | undefined;
  }) {
    this.#index = parts.index;
    this.#chunker = parts.chunker;
    this.#embedder = parts.embedder;
    this.#queue = parts.queue;
    this.#clock = parts.clock;
    this.#signal = parts.signal;
  }

  /**
   * @param onQueued - called when what is unknown waits in the queue, for a caller with nothing more to add
   * @throws {@link DocumentError} `embedding-failed` if a chunk cannot be embedded even when split
   */
  async write(
    document: SourceDocument,
    { origin, loaderVersion }: Pick<DocumentToIndex, "origin" | "loaderVersion">,
    onQueued?: () => void,
  ): Promise<WrittenDocument> {
    const chunks = await this.#clock.run("chunk", () => this.#chunk(document));
    const embedded = await this.#embed(document, chunks, onQueued);
    const language = detectLanguage(document.text);
    const { chunksAdded, chunksRemoved } = await this.#oneAtATime(() =>
      this.#clock.run("write", () =>
        this.#index.replaceDocument(
          { document, origin, loaderVersion: loaderVersion ?? 0, language, chunks: embedded.chunks },
          this.#signal === undefined ? {} : { signal: this.#signal },
        ),
      ),
    );
    return { chunksAdded, chunksRemoved, reused: embedded.reused };
  }

  async #chunk(document: SourceDocument): Promise<readonly Chunk[]> {
    const steps = this.#chunker.chunkSteps?.(document);
    return steps === undefined ? this.#chunker.chunk(document) : runSteps(steps, this.#signal);
  }

  async #embed(
    document: SourceDocument,
    chunks: readonly Chunk[],
    onQueued?: () => void,
  ): Promise<{ chunks: IndexedChunk[]; reused: number }> {
    const keyed = chunks.map((chunk) => {
      const text = embeddingText(chunk);
      return { chunk, text, key: vectorKey(this.#embedder.fingerprint, text) };
    });
    const missing = await this.#index.missingVectors(keyed.map(({ key }) => key));
    const settling = Promise.all(
      keyed.map(async ({ chunk, text, key }) => {
        if (!missing.has(key)) return { chunks: [{ ...chunk, vectorKey: key }], reused: 1 };
        const outcome = await this.#queue.add(key, text);
        if (outcome === "stored") return { chunks: [{ ...chunk, vectorKey: key }], reused: 0 };
        if (outcome === "no-vector") return { chunks: [{ ...chunk, vectorKey: null }], reused: 0 };
        if (outcome.code === "text-too-long") return this.#split(document, chunk, outcome);
        throw new DocumentError(document.path, "embedding-failed", outcome.message, {
          hint: outcome.hint,
          cause: outcome,
        });
      }),
    );
    onQueued?.();
    const settled = await settling;
    return {
      chunks: settled.flatMap((part) => part.chunks),
      reused: settled.reduce((sum, part) => sum + part.reused, 0),
    };
  }

  async #split(
    document: SourceDocument,
    chunk: Chunk,
    cause: unknown,
  ): Promise<{ chunks: IndexedChunk[]; reused: number }> {
    const parts = this.#chunker.split(document, chunk);
    // The run may have no more documents that would fill a batch.
    if (parts.length > 1) return this.#embed(document, parts, () => this.#queue.flush());
    const detail = isRagstoneError(cause) ? cause.message : String(cause);
    throw new DocumentError(
      document.path,
      "embedding-failed",
      `A chunk of ${chunk.text.length} characters cannot be split further: ${detail}`,
      { cause },
    );
  }
}
