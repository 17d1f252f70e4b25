import {
  checkVector,
  SerialQueue,
  type DocumentReference,
  type DocumentToIndex,
  type IndexWriter,
} from "@ragstone/core";
import { MemoryReader } from "./memory-reader.js";
import type { MemoryStore } from "./memory-store.js";

type Aborting = { readonly signal?: AbortSignal | undefined };

/** Writes to a store. */
export class MemoryWriter extends MemoryReader implements IndexWriter {
  readonly #onClose: () => void;
  readonly #queue = new SerialQueue();

  constructor(store: MemoryStore, onClose: () => void) {
    super(store);
    this.#onClose = onClose;
  }

  async putVectors(vectors: ReadonlyMap<string, Float32Array>): Promise<void> {
    for (const [key, vector] of vectors)
      checkVector(vector, this.fingerprint.embedder.dimensions, `the vector of ${key}`);
    for (const [key, vector] of vectors) if (!this.store.vectors.has(key)) this.store.vectors.set(key, vector.slice());
  }

  async replaceDocument(
    entry: DocumentToIndex,
    { signal }: Aborting = {},
  ): Promise<{ readonly chunksAdded: number; readonly chunksRemoved: number }> {
    signal?.throwIfAborted();
    const before = new Set(this.#idsOf({ origin: entry.origin, path: entry.document.path }));
    const after = this.store.put(entry).chunks.map(({ id }) => id);
    const kept = after.filter((id) => before.has(id)).length;
    return { chunksAdded: after.length - kept, chunksRemoved: before.size - kept };
  }

  async moveDocument(from: string, to: string, modifiedMs: number | null): Promise<void> {
    this.store.move({ origin: "file", path: from }, { origin: "file", path: to }, modifiedMs);
  }

  async removeDocument(document: DocumentReference, { signal }: Aborting = {}): Promise<number> {
    signal?.throwIfAborted();
    const { length } = this.#idsOf(document);
    this.store.delete(document);
    return length;
  }

  async touchDocument(path: string, modifiedMs: number | null): Promise<void> {
    this.store.touch(path, modifiedMs);
  }

  async finish({ chunker, signal }: Aborting & { readonly chunker?: string } = {}): Promise<void> {
    signal?.throwIfAborted();
    if (chunker !== undefined) this.store.fingerprint = { ...this.store.fingerprint, chunker };
    this.store.dropUnused();
  }

  exclusively<T>(use: (index: IndexWriter) => Promise<T>): Promise<T> {
    return this.#queue.run(() => use(this));
  }

  override async close(): Promise<void> {
    await super.close();
    this.#onClose();
  }

  #idsOf(document: DocumentReference): string[] {
    return this.store.get(document)?.chunks.map(({ id }) => id) ?? [];
  }
}
