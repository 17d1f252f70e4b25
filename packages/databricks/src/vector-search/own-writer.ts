import { randomBytes } from "node:crypto";
import {
  checkVector,
  documentKeyOf,
  IndexError,
  runSteps,
  SerialQueue,
  type DocumentReference,
  type DocumentToIndex,
  type IndexedChunk,
  type IndexWriter,
} from "@ragstone/core";
import { analyzeSteps } from "@ragstone/tokenizers/words";
import { abandonOn } from "../requests/abandon-on.js";
import { textCell, type Row } from "./cells.js";
import { CommitLog } from "./commit-log.js";
import { OwnReader, type OwnParts } from "./own-reader.js";
import { documentIdOf, passageColumns, rowIdsOf, textParts, type OwnDocument, type OwnState } from "./own-rows.js";
import { chunkIdsOf, partRows, passageRow, type Generation } from "./passage-rows.js";
import { pathTermsOf } from "./path-terms.js";
import { RowQueue } from "./row-queue.js";
import { tokensOfChunks } from "./term-tokens.js";
import type { WriterLock } from "./writer-lock.js";

type Aborting = { readonly signal?: AbortSignal | undefined };

/** Rows left behind by commits from which on they are deleted before the run ends. */
const maxRetired = 5000;

/** Time for deleting rows when an index is closed; those that are left are found by the next writer. */
const closingMs = 10_000;

export interface WriterParts extends OwnParts {
  readonly documents: Map<string, OwnDocument>;
  readonly lock: WriterLock;
  /** Whether rows of a writer that was killed may be in the index. */
  readonly isDirty: boolean;
}

/**
 * Writes an index of our own, alone. A document's passages are written under a name of their own, its generation, before
 * its row says that they are its passages; those of the generation before are deleted after that.
 */
export class OwnWriter extends OwnReader implements IndexWriter {
  readonly #log: CommitLog;
  readonly #lock: WriterLock;
  readonly #queue = new SerialQueue();
  readonly #uploads: RowQueue;
  /** Vectors that no document has taken yet. They are not stored before: the service has no place for them. */
  readonly #vectors = new Map<string, Float32Array>();
  /** Rows that belong to no document. */
  readonly #retired: string[] = [];
  /** Uploads that were abandoned and may still arrive. */
  readonly #abandoned = new Set<Promise<void>>();
  #isDirty: boolean;

  constructor(parts: WriterParts) {
    super(parts);
    this.#lock = parts.lock;
    this.#isDirty = parts.isDirty;
    this.#uploads = new RowQueue((rows) => parts.passages.upsert(rows));
    this.#log = new CommitLog({
      ...parts,
      onGone: (gone) => this.#retired.push(...gone.flatMap(rowIdsOf)),
      // Its rows must stay until it is looked at whether it was written.
      onDoubt: () => (this.#isDirty = true),
    });
  }

  override get fingerprint() {
    return this.#log.state.fingerprint;
  }

  async putVectors(vectors: ReadonlyMap<string, Float32Array>): Promise<void> {
    this.checkOpen();
    for (const [key, vector] of vectors)
      checkVector(vector, this.fingerprint.embedder.dimensions, `the vector of ${key}`);
    for (const [key, vector] of vectors) if (!this.#vectors.has(key)) this.#vectors.set(key, vector.slice());
  }

  override async missingVectors(keys: readonly string[]): Promise<ReadonlySet<string>> {
    return super.missingVectors(keys.filter((key) => !this.#vectors.has(key)));
  }

  async replaceDocument(
    entry: DocumentToIndex,
    { signal }: Aborting = {},
  ): Promise<{ readonly chunksAdded: number; readonly chunksRemoved: number }> {
    this.checkOpen();
    signal?.throwIfAborted();
    const { document, origin, language, loaderVersion = 0, chunks } = entry;
    const key = { origin, path: document.path };
    const vectors = await this.#vectorsOf(chunks);
    const own = this.#generationOf(key);
    const terms = await runSteps(analyzeSteps(chunks, document.title, language), signal);
    const tokens = tokensOfChunks(terms, pathTermsOf(document.path, language));
    const ids = chunkIdsOf(key, chunks);
    const rows = chunks.map((chunk, at) => {
      const { vectorKey, ...data } = chunk;
      const place = { at, chunk: ids[at]!, vectorKey, vector: vectorKey === null ? null : vectors.get(vectorKey)! };
      return passageRow(own, { ...place, terms: tokens[at]!, data });
    });
    const parts = textParts(document);
    const { path, sha256, bytes, modifiedMs, mediaType, title, metadata } = document;
    const facts = { origin, path, sha256, bytes, modifiedMs, mediaType, title, language, metadata, loaderVersion };
    const stored: Omit<OwnDocument, "change"> = {
      record: { ...facts, chunks: chunks.length, indexedMs: Date.now() },
      generation: own.generation,
      parts: parts.length,
      words: terms.lengths.reduce((sum, length) => sum + length, 0),
      tokens: chunks.reduce((sum, chunk) => sum + chunk.tokens, 0),
      vectors: vectors.size === 0 ? 0 : chunks.filter(({ vectorKey }) => vectorKey !== null).length,
      bytes: Buffer.byteLength(document.text) * 2 + vectors.size * this.fingerprint.embedder.dimensions * 4,
    };
    await this.#writeRows([...rows, ...partRows(own, parts)], signal);
    const standing = this.#log.documents.get(documentIdOf(key));
    const before = new Set(standing === undefined ? [] : await this.#chunkIdsIn(standing));
    await this.#log.commit(new Map([[documentIdOf(key), stored]]));
    for (const { vectorKey } of chunks) if (vectorKey !== null) this.#vectors.delete(vectorKey);
    const kept = ids.filter((id) => before.has(id)).length;
    return { chunksAdded: ids.length - kept, chunksRemoved: before.size - kept };
  }

  async moveDocument(from: string, to: string, modifiedMs: number | null): Promise<void> {
    this.checkOpen();
    const [source, target] = [documentKeyOf(from), documentKeyOf(to)];
    const stored = this.#log.documents.get(documentIdOf(source));
    if (stored === undefined) return;
    const own = this.#generationOf(target);
    const columns = [...passageColumns, "vector_key", "embedding"];
    const [rows, parts] = await Promise.all([
      this.rowsOf(stored, "chunk", columns),
      this.rowsOf(stored, "part", ["id", "data"]),
    ]);
    const passages = await this.passagesOf(stored, columns);
    const { language, title } = stored.record;
    const chunks = passages.map(({ data }) => data);
    const terms = await runSteps(analyzeSteps(chunks, title, language));
    const tokens = tokensOfChunks(terms, pathTermsOf(to, language));
    const ids = chunkIdsOf(target, chunks);
    const copies = rows.map((row, at): Row => ({
      ...passageRow(own, { at, chunk: ids[at]!, vectorKey: null, vector: passages[at]!.vector, terms: tokens[at]!, data: chunks[at]! }), // prettier-ignore
      vector_key: textCell(row, "vector_key") ?? "",
    }));
    const texts = parts.map((row) => textCell(row, "data") ?? "");
    await this.#writeRows([...copies, ...partRows(own, texts)]);
    const record = { ...stored.record, path: to, modifiedMs };
    await this.#log.commit(new Map([[documentIdOf(target), { ...stored, record, generation: own.generation }]]), from === to ? [] : [documentIdOf(source)]); // prettier-ignore
  }

  async removeDocument(document: DocumentReference, { signal }: Aborting = {}): Promise<number> {
    this.checkOpen();
    signal?.throwIfAborted();
    return (await this.#log.remove(documentIdOf(documentKeyOf(document))))?.record.chunks ?? 0;
  }

  async touchDocument(path: string, modifiedMs: number | null): Promise<void> {
    this.checkOpen();
    const id = documentIdOf(documentKeyOf(path));
    const stored = this.#log.documents.get(id);
    if (stored === undefined) return;
    await this.#log.commit(new Map([[id, { ...stored, record: { ...stored.record, modifiedMs } }]]));
  }

  async finish({ chunker, signal }: Aborting & { readonly chunker?: string } = {}): Promise<void> {
    this.checkOpen();
    signal?.throwIfAborted();
    this.#lock.check();
    if (chunker !== undefined && chunker !== this.fingerprint.chunker)
      await this.#log.setFingerprint({ ...this.fingerprint, chunker });
    this.#vectors.clear();
    await abandonOn(signal, Promise.all(this.#abandoned));
    if (this.#isDirty) await this.#retireStrays(signal);
    await this.#deleteRetired(signal);
  }

  exclusively<T>(use: (index: IndexWriter) => Promise<T>): Promise<T> {
    return this.#queue.run(() => use(this));
  }

  override async close(): Promise<void> {
    await super.close();
    const signal = AbortSignal.timeout(closingMs);
    // The next writer looks for rows that are left.
    await this.#deleteRetired(signal).catch(() => {});
    await this.#lock.release(this.#isDirty || this.#retired.length + this.#abandoned.size > 0, signal);
  }

  protected override async state(): Promise<OwnState> {
    this.checkOpen();
    return this.#log.state;
  }

  protected override async listed(): Promise<ReadonlyMap<string, OwnDocument>> {
    return this.#log.documents;
  }

  protected override async byId(ids: readonly string[]): Promise<ReadonlyMap<string, OwnDocument>> {
    this.checkOpen();
    const { documents } = this.#log;
    return new Map(ids.flatMap((id) => (documents.has(id) ? [[id, documents.get(id)!] as const] : [])));
  }

  #generationOf(key: Generation["key"]): Generation {
    const { dimensions } = this.fingerprint.embedder;
    return { key, generation: randomBytes(9).toString("hex"), dimensions };
  }

  /** Stores rows that no commit names yet. */
  async #writeRows(rows: readonly Row[], signal?: AbortSignal): Promise<void> {
    const upload = this.#uploads.add(rows);
    try {
      await abandonOn(signal, upload);
    } catch (error) {
      const ended = upload
        .catch(() => {})
        .then(() => {
          this.#retired.push(...rows.map((row) => String(row["id"])));
          this.#abandoned.delete(ended);
        });
      this.#abandoned.add(ended);
      throw error;
    }
    if (this.#retired.length > maxRetired) await this.#deleteRetired(signal);
  }

  /** @throws {@link IndexError} `missing-vectors` */
  async #vectorsOf(chunks: readonly IndexedChunk[]): Promise<Map<string, Float32Array>> {
    const keys = [...new Set(chunks.flatMap(({ vectorKey }) => vectorKey ?? []))];
    const unknown = keys.filter((key) => !this.#vectors.has(key));
    const stored = unknown.length === 0 ? null : await this.rows.vectors(unknown, true);
    const vectors = new Map(keys.map((key) => [key, this.#vectors.get(key) ?? stored?.get(key)]));
    const missing = keys.filter((key) => !vectors.get(key));
    if (missing.length === 0) return vectors as Map<string, Float32Array>;
    throw new IndexError(
      "missing-vectors",
      `${missing.length} of ${chunks.length} chunks have a vector key that is not stored, such as ${missing[0]}.`,
      { hint: "Store the vectors with putVectors() before the document.", data: { keys: missing } },
    );
  }

  async #chunkIdsIn(stored: OwnDocument): Promise<string[]> {
    return (await this.rowsOf(stored, "chunk", ["id", "chunk"])).map((row) => textCell(row, "chunk") ?? "");
  }

  async #deleteRetired(signal?: AbortSignal): Promise<void> {
    while (this.#retired.length > 0) {
      const part = this.#retired.slice(0, 1000);
      await this.parts.passages.remove(part, { signal });
      this.#retired.splice(0, part.length);
    }
  }

  /** Finds rows that belong to no document: those of a writer that was killed. Reads the whole index. */
  async #retireStrays(signal?: AbortSignal): Promise<void> {
    const documents = await this.parts.catalogue.all({ signal });
    const generations = new Set(Array.from(documents.values(), ({ generation }) => generation));
    for await (const row of this.parts.passages.scan("id", { signal }))
      if (!generations.has(textCell(row, "generation") ?? "")) this.#retired.push(String(row["id"]));
    this.#isDirty = false;
  }
}
