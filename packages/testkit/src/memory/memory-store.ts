import { createHash } from "node:crypto";
import {
  chunkId,
  documentKeyOf,
  documentName,
  IndexError,
  type DocumentKey,
  type DocumentRecord,
  type DocumentReference,
  type DocumentToIndex,
  type IndexFingerprint,
  type IndexSettings,
  type StoredChunk,
  type StoredText,
} from "@ragstone/core";

const sha256 = (text: string): Uint8Array => createHash("sha256").update(text).digest();

/** A document with its chunks, as stored. */
export interface MemoryDocument extends StoredText {
  readonly chunks: readonly (StoredChunk & { readonly vectorKey: string | null })[];
}

/** The contents of an index in memory. Every method is one step of the event loop, and so a transaction. */
export class MemoryStore {
  fingerprint: IndexFingerprint;
  settings: IndexSettings | null = null;
  updatedMs: number | null = null;
  readonly vectors = new Map<string, Float32Array>();
  readonly #documents = new Map<string, MemoryDocument>();

  constructor(fingerprint: IndexFingerprint) {
    this.fingerprint = fingerprint;
  }

  /** Ordered by path, then files before texts that were put in. */
  documents(): MemoryDocument[] {
    return [...this.#documents.values()].sort(
      ({ record: one }, { record: other }) => compare(one.path, other.path) || compare(one.origin, other.origin),
    );
  }

  get(document: DocumentReference): MemoryDocument | undefined {
    return this.#documents.get(documentName(documentKeyOf(document)));
  }

  put({ document, origin, language, loaderVersion = 0, chunks }: DocumentToIndex): MemoryDocument {
    const keys = chunks.flatMap(({ vectorKey }) => (vectorKey === null ? [] : [vectorKey]));
    const missing = keys.filter((key) => !this.vectors.has(key));
    if (missing.length > 0)
      throw new IndexError("missing-vectors", `${missing.length} vectors are not stored, such as ${missing[0]}.`, {
        hint: "Store the vectors with putVectors() before the document.",
        data: { keys: missing },
      });
    const { path, sha256, bytes, modifiedMs, mediaType, title, metadata, text, blocks, pages } = document;
    const facts = { origin, path, sha256, bytes, modifiedMs, mediaType, title, language, metadata, loaderVersion };
    const record: DocumentRecord = { ...facts, chunks: chunks.length, indexedMs: Date.now() };
    // A copy: later changes to the caller's objects are not commits.
    const copy = structuredClone({ record, text, blocks, pages, chunks });
    return this.#set({ origin, path }, copy);
  }

  delete(document: DocumentReference): boolean {
    this.updatedMs = Date.now();
    return this.#documents.delete(documentName(documentKeyOf(document)));
  }

  move(from: DocumentKey, to: DocumentKey, modifiedMs: number | null): void {
    const moved = this.get(from);
    if (moved === undefined) return;
    this.delete(from);
    this.#set(to, { ...moved, record: { ...moved.record, ...to, modifiedMs } });
  }

  touch(path: string, modifiedMs: number | null): void {
    const touched = this.get(path);
    if (touched !== undefined) this.#set(touched.record, { ...touched, record: { ...touched.record, modifiedMs } });
  }

  /** Drops the vectors that no chunk uses. */
  dropUnused(): void {
    const used = new Set(this.documents().flatMap(({ chunks }) => chunks.map(({ vectorKey }) => vectorKey)));
    for (const key of this.vectors.keys()) if (!used.has(key)) this.vectors.delete(key);
  }

  #set(
    { origin, path }: DocumentKey,
    document: StoredText & {
      readonly chunks: readonly Omit<MemoryDocument["chunks"][number], "id" | keyof DocumentKey>[];
    },
  ): MemoryDocument {
    const name = documentName({ origin, path });
    this.#documents.delete(name);
    const taken = new Set(this.documents().flatMap(({ chunks }) => chunks.map(({ id }) => id)));
    const chunks = document.chunks.map((chunk) => {
      let attempt = 0;
      const idOf = () => chunkId({ origin, path, start: chunk.start, text: chunk.text, attempt }, sha256);
      while (taken.has(idOf())) attempt += 1;
      taken.add(idOf());
      return { ...chunk, origin, path, id: idOf() };
    });
    const stored = { ...document, chunks };
    this.#documents.set(name, stored);
    this.updatedMs = Date.now();
    return stored;
  }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
