import {
  DocumentError,
  embeddingText,
  isRagstoneError,
  pausing,
  runSteps,
  vectorKey,
  type Chunk,
  type Chunker,
  type IndexWriter,
  type DocumentToIndex,
  type Embedder,
  type EmbedderFingerprint,
  type IndexedChunk,
  type SourceDocument,
  type Steps,
} from "@ragstone/core";
import { sha256 } from "@ragstone/index/local";
import { detectLanguage } from "./detect-language.js";
import pLimit from "p-limit";
import type { EmbedQueue } from "./embed-queue.js";
import type { StageClock } from "./stage-clock.js";

export interface WrittenDocument {
  readonly chunksAdded: number;
  readonly chunksRemoved: number;
  /** Chunks whose vector was there already. */
  readonly reused: number;
}

/** Chunks whose keys are made between two pauses. */
const stepChunks = 64;

/** Keys that the index is asked for at once: some 10 ms of work for one in this process. */
const keysAtOnce = 2048;

interface KeyedChunk {
  readonly chunk: Chunk;
  readonly text: string;
  readonly key: string;
}

/** Chunks a document, embeds unknown texts, and commits it as a whole. */
export class DocumentWriter {
  readonly #index: IndexWriter;
  readonly #chunker: Chunker;
  readonly #embedder: Embedder;
  readonly #queue: EmbedQueue;
  readonly #clock: StageClock;
  readonly #signal: AbortSignal | undefined;
  /** The index takes one document at a time. */
  readonly #oneAtATime = pLimit(1);

  constructor(parts: {
    index: IndexWriter;
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
   * @param onQueued - called when the unknown texts are in the queue, for a caller with nothing more to add
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
    const keyed = await runSteps(keySteps(chunks, this.#embedder.fingerprint), this.#signal);
    const missing = await this.#missingOf(keyed.map(({ key }) => key));
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

  /** Asked in parts, between which the event loop turns. */
  async #missingOf(keys: readonly string[]): Promise<ReadonlySet<string>> {
    const missing = new Set<string>();
    const pause = pausing(this.#signal);
    for (let from = 0; from < keys.length; from += keysAtOnce) {
      await pause();
      for (const key of await this.#index.missingVectors(keys.slice(from, from + keysAtOnce))) missing.add(key);
    }
    return missing;
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

function* keySteps(chunks: readonly Chunk[], fingerprint: EmbedderFingerprint): Steps<KeyedChunk[]> {
  const keyed: KeyedChunk[] = [];
  for (const [index, chunk] of chunks.entries()) {
    if (index % stepChunks === 0) yield;
    const text = embeddingText(chunk);
    keyed.push({ chunk, text, key: vectorKey(fingerprint, text, sha256) });
  }
  return keyed;
}
