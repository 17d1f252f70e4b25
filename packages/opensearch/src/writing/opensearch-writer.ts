import {
  checkVector,
  documentKeyOf,
  IndexError,
  runSteps,
  SerialQueue,
  type DocumentReference,
  type DocumentToIndex,
  type IndexWriter,
} from "@ragstone/core";
import { analyzeSteps } from "@ragstone/tokenizers/words";
import { randomUUID } from "node:crypto";
import { sendBulk } from "../connection/bulk.js";
import { recordDocument, recordId } from "../documents/stored-document.js";
import { chunkDataOf, withPath } from "../documents/stored-chunk.js";
import { encodeVector, vectorId } from "../documents/vectors.js";
import { announced, left, writerTimeoutMs, type LedgerState } from "../ledger/state.js";
import { findRecord } from "../documents/records.js";
import { OpenSearchReader, type CollectionParts } from "../reading/opensearch-reader.js";
import { measureRecall } from "../search/measure-recall.js";
import { maxCompared } from "../search/nearest-vectors.js";
import { vectorsOf } from "../search/search-index.js";
import { sweepVectors, sweepVersions, type Sweeping } from "./sweep.js";
import { termsOfChunks } from "./terms-of-chunks.js";
import { changeDocument, type Change } from "./change-document.js";

type Aborting = { readonly signal?: AbortSignal | undefined };

/** Commits after which replaced versions are deleted in between. */
const commitsPerSweep = 500;

/** Writes a collection, at the same time as others. */
export class OpenSearchWriter extends OpenSearchReader implements IndexWriter {
  readonly #writer = randomUUID();
  readonly #queue = new SerialQueue();
  /** Keys of vectors that this writer stored or whose chunks it deleted, and that perhaps no document uses. */
  readonly #unused = new Set<string>();
  #seenMs = 0;
  #commits = 0;

  constructor(parts: CollectionParts) {
    super(parts);
  }

  async putVectors(vectors: ReadonlyMap<string, Float32Array>): Promise<void> {
    const { connection } = this.parts;
    for (const [key, vector] of vectors) checkVector(vector, this.current.embedder.dimensions, `the vector of ${key}`);
    this.checkOpen();
    const { indices } = await this.#announce();
    for (const key of vectors.keys()) this.#unused.add(key);
    const items = [...vectors].map(([key, vector]) => ({
      action: "create" as const,
      index: indices.vectors,
      id: vectorId(key),
      document: { vector: encodeVector(vector) },
    }));
    await sendBulk(connection, items);
  }

  async replaceDocument(
    { document, origin, language, loaderVersion = 0, chunks }: DocumentToIndex,
    { signal }: Aborting = {},
  ): Promise<{ readonly chunksAdded: number; readonly chunksRemoved: number }> {
    this.checkOpen();
    const { connection } = this.parts;
    const { terms, lengths } = await runSteps(analyzeSteps(chunks, document.title, language), signal);
    const key = { origin, path: document.path };
    const { path, sha256, bytes, modifiedMs, mediaType, title, metadata, text, blocks, pages } = document;
    const termsOf = termsOfChunks(terms, chunks.length);
    const changed = await this.#change({ keys: [key], signal }, async (generation, { state }) => {
      const vectors = await vectorsOf({ connection, indices: state.indices, signal }, chunks);
      checkVectors(chunks, vectors);
      const words = lengths.reduce((sum, length) => sum + length, 0);
      const tokens = chunks.reduce((sum, chunk) => sum + chunk.tokens, 0);
      const facts = { path, origin, sha256, bytes, modifiedMs, mediaType, title, language, metadata, loaderVersion };
      return {
        record: { ...facts, chunks: chunks.length, indexedMs: Date.now(), generation, words, tokens },
        body: { text, blocks, pages },
        chunks: chunks.map(({ vectorKey, ...chunk }, position) => ({
          position,
          length: lengths[position]!,
          terms: withPath(termsOf[position]!, path, language),
          vectorKey,
          vector: vectorKey === null ? null : vectors.get(vectorKey)!,
          data: { ...chunk, ...key, language },
        })),
      };
    });
    for (const { vectorKey } of chunks) if (vectorKey !== null) this.#unused.delete(vectorKey);
    const kept = changed.added.filter((id) => changed.removed.has(id)).length;
    return { chunksAdded: changed.added.length - kept, chunksRemoved: changed.removed.size - kept };
  }

  async moveDocument(from: string, to: string, modifiedMs: number | null): Promise<void> {
    this.checkOpen();
    if (from === to) return this.touchDocument(from, modifiedMs);
    const keys = [documentKeyOf(to), documentKeyOf(from)] as const;
    await this.#change({ keys, needs: 1 }, async (generation, { state, records }) => {
      const source = (await records)[1]!;
      const [body, sources] = [await this.body(state, source), await this.sources(state, source)];
      const vectors = await vectorsOf({ connection: this.parts.connection, indices: state.indices }, sources);
      const { parts: _parts, ...record } = source;
      return {
        record: { ...record, path: to, modifiedMs, generation },
        body,
        chunks: sources.map((chunk) => ({
          ...chunk,
          terms: withPath(chunk.terms, to, record.language),
          vectorKey: chunk.vectorKey ?? null,
          vector: chunk.vectorKey === null ? null : (vectors.get(chunk.vectorKey) ?? null),
          data: { ...chunkDataOf(chunk), path: to },
        })),
      };
    });
  }

  async removeDocument(document: DocumentReference, { signal }: Aborting = {}): Promise<number> {
    this.checkOpen();
    const { removed } = await this.#change({ keys: [documentKeyOf(document)], needs: 0, signal }, async () => null);
    return removed.size;
  }

  async touchDocument(path: string, modifiedMs: number | null): Promise<void> {
    this.checkOpen();
    const { connection, ledger } = this.parts;
    const { record, snapshot } = await findRecord(connection, ledger, documentKeyOf(path));
    if (record === null) return;
    // In place: one document of the server, which changes as a whole. If it was replaced meanwhile, nobody sees it.
    const document = recordDocument({ ...record, modifiedMs });
    const { documents: index } = snapshot.state.indices;
    await sendBulk(connection, [{ action: "index", index, id: recordId(record.generation), document }]);
    await ledger.change((state) => ({
      next: { ...state, changes: state.changes + 1, updatedMs: Date.now() },
      result: null,
    }));
  }

  async finish({ chunker, signal }: Aborting & { readonly chunker?: string } = {}): Promise<void> {
    this.checkOpen();
    signal?.throwIfAborted();
    const { ledger } = this.parts;
    if (chunker !== undefined && chunker !== this.current.chunker) {
      this.current = { ...this.current, chunker };
      await ledger.change((state) => ({
        next: { ...state, fingerprint: { ...state.fingerprint, chunker } },
        result: null,
      }));
    }
    const sweeping = await this.#sweeping(signal);
    await sweepVersions(this.parts, sweeping);
    await sweepVectors(this.parts, sweeping);
    await this.#measure(signal);
  }

  exclusively<T>(use: (index: IndexWriter) => Promise<T>): Promise<T> {
    return this.#queue.run(() => use(this));
  }

  override async close(): Promise<void> {
    if (this.#seenMs > 0) {
      this.#seenMs = 0;
      // A cluster that is down must not keep a program from ending.
      await this.parts.ledger.change((state) => ({ next: left(state, this.#writer), result: null })).catch(() => {});
    }
    await super.close();
  }

  async #change(
    options: Pick<Change, "keys" | "needs" | "signal">,
    make: Change["make"],
  ): Promise<{ readonly added: readonly string[]; readonly removed: ReadonlySet<string> }> {
    this.#seenMs = Date.now();
    const result = await changeDocument(this.parts, { ...options, writer: this.#writer, make });
    this.#commits += 1;
    if (this.#commits % commitsPerSweep === 0) await sweepVersions(this.parts, await this.#sweeping(options.signal));
    return result;
  }

  async #sweeping(signal: AbortSignal | undefined): Promise<Sweeping> {
    return { snapshot: await this.searchable(signal), writer: this.#writer, unused: this.#unused, signal };
  }

  /** Measures the recall of a graph that has grown by a fifth. */
  async #measure(signal: AbortSignal | undefined): Promise<void> {
    const { ledger } = this.parts;
    const { totals, recall } = await ledger.read(signal);
    const measured = recall?.chunks ?? 0;
    if (totals.chunks <= maxCompared || Math.abs(totals.chunks - measured) < measured / 5) return;
    const value = await measureRecall(await this.view(undefined, signal));
    const next = { value, chunks: totals.chunks };
    await ledger.change((state) => ({ next: { ...state, recall: next }, result: null }));
  }

  /** Lets others know that vectors which no document uses yet are about to be used. */
  async #announce(): Promise<LedgerState> {
    const nowMs = Date.now();
    if (nowMs - this.#seenMs < writerTimeoutMs / 10) return this.parts.ledger.read();
    const state = await this.parts.ledger.change((standing) => {
      const next = announced(standing, { writer: this.#writer, nowMs });
      return { next, result: next };
    });
    this.#seenMs = nowMs;
    return state;
  }
}

function checkVectors(chunks: DocumentToIndex["chunks"], vectors: ReadonlyMap<string, Float32Array>): void {
  const keys = chunks.flatMap(({ vectorKey }) => vectorKey ?? []).filter((key) => !vectors.has(key));
  if (keys.length > 0)
    throw new IndexError(
      "missing-vectors",
      `${keys.length} of ${chunks.length} chunks have a vector key that is not stored, such as ${keys[0]}.`,
      { hint: "Store the vectors with putVectors() before the document.", data: { keys } },
    );
}
