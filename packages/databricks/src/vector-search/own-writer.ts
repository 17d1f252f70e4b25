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
import { textCell, type Row } from "./cells.js";
import { OwnReader, type OwnParts } from "./own-reader.js";
import { documentIdOf, passageColumns, rowIdsOf, textParts, type OwnDocument, type OwnState } from "./own-rows.js";
import { chunkIdsOf, partRows, passageRow, type Generation } from "./passage-rows.js";
import { pathTermsOf } from "./path-terms.js";
import { stateAfter } from "./state-after.js";
import { tokensOfChunks } from "./term-tokens.js";
import type { WriterLock } from "./writer-lock.js";

type Aborting = { readonly signal?: AbortSignal | undefined };

/** Rows left behind by commits from which on they are deleted before the run ends. */
const maxRetired = 5000;

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
  readonly #documents: Map<string, OwnDocument>;
  readonly #lock: WriterLock;
  readonly #queue = new SerialQueue();
  readonly #commits = new SerialQueue();
  /** Vectors that no document has taken yet. They are not stored before: the service has no place for them. */
  readonly #vectors = new Map<string, Float32Array>();
  readonly #retired: string[] = [];
  #known: OwnState;
  #isDirty: boolean;

  constructor(parts: WriterParts) {
    super(parts);
    this.#documents = parts.documents;
    this.#lock = parts.lock;
    this.#isDirty = parts.isDirty;
    this.#known = parts.state;
  }

  override get fingerprint() {
    return this.#known.fingerprint;
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
    const standing = this.#documents.get(documentIdOf(key));
    const before = new Set(standing === undefined ? [] : await this.#chunkIdsIn(standing));
    await this.#commit(new Map([[documentIdOf(key), stored]]));
    for (const { vectorKey } of chunks) if (vectorKey !== null) this.#vectors.delete(vectorKey);
    const kept = ids.filter((id) => before.has(id)).length;
    return { chunksAdded: ids.length - kept, chunksRemoved: before.size - kept };
  }

  async moveDocument(from: string, to: string, modifiedMs: number | null): Promise<void> {
    this.checkOpen();
    const [source, target] = [documentKeyOf(from), documentKeyOf(to)];
    const stored = this.#documents.get(documentIdOf(source));
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
    await this.#commit(new Map([[documentIdOf(target), { ...stored, record, generation: own.generation }]]), from === to ? [] : [documentIdOf(source)]); // prettier-ignore
  }

  async removeDocument(document: DocumentReference, { signal }: Aborting = {}): Promise<number> {
    this.checkOpen();
    signal?.throwIfAborted();
    const id = documentIdOf(documentKeyOf(document));
    return this.#commits.run(async () => {
      this.#lock.check();
      const stored = this.#documents.get(id);
      if (stored === undefined) return 0;
      await this.parts.catalogue.remove([id]);
      this.#documents.delete(id);
      this.#retired.push(...rowIdsOf(stored));
      this.#known = stateAfter(this.#known, { removed: [stored] });
      await this.parts.catalogue.commit(this.#known);
      return stored.record.chunks;
    });
  }

  async touchDocument(path: string, modifiedMs: number | null): Promise<void> {
    this.checkOpen();
    const id = documentIdOf(documentKeyOf(path));
    const stored = this.#documents.get(id);
    if (stored === undefined) return;
    await this.#commit(new Map([[id, { ...stored, record: { ...stored.record, modifiedMs } }]]));
  }

  async finish({ chunker, signal }: Aborting & { readonly chunker?: string } = {}): Promise<void> {
    this.checkOpen();
    signal?.throwIfAborted();
    this.#lock.check();
    if (chunker !== undefined && chunker !== this.fingerprint.chunker)
      await this.#commits.run(async () => {
        this.#known = stateAfter(this.#known, { fingerprint: { ...this.fingerprint, chunker } });
        await this.parts.catalogue.commit(this.#known);
      });
    this.#vectors.clear();
    if (this.#isDirty) await this.#retireStrays(signal);
    await this.#deleteRetired(signal);
  }

  exclusively<T>(use: (index: IndexWriter) => Promise<T>): Promise<T> {
    return this.#queue.run(() => use(this));
  }

  override async close(): Promise<void> {
    await super.close();
    try {
      await this.#deleteRetired();
    } finally {
      await this.#lock.release(this.#isDirty || this.#retired.length > 0);
    }
  }

  protected override async state(): Promise<OwnState> {
    this.checkOpen();
    return this.#known;
  }

  protected override async listed(): Promise<ReadonlyMap<string, OwnDocument>> {
    return this.#documents;
  }

  protected override async byId(ids: readonly string[]): Promise<ReadonlyMap<string, OwnDocument>> {
    this.checkOpen();
    return new Map(ids.flatMap((id) => (this.#documents.has(id) ? [[id, this.#documents.get(id)!] as const] : [])));
  }

  /** Makes rows of passages a document's own, one commit after the other. */
  async #commit(
    written: ReadonlyMap<string, Omit<OwnDocument, "change">>,
    moved: readonly string[] = [],
  ): Promise<void> {
    await this.#commits.run(async () => {
      this.#lock.check();
      const change = this.#known.changes + 1;
      const entries = new Map(Array.from(written, ([id, stored]) => [id, { ...stored, change }]));
      const gone = [...entries.keys(), ...moved].flatMap((id) => this.#documents.get(id) ?? []);
      const next = stateAfter(this.#known, { added: [...entries.values()], removed: gone, last: [...entries.keys()].at(-1) }); // prettier-ignore
      try {
        await this.parts.catalogue.commit(next, entries, moved);
      } catch (error) {
        // It is not known whether the row was written: its rows must stay until that is looked at.
        this.#isDirty = true;
        throw error;
      }
      this.#known = next;
      for (const id of moved) this.#documents.delete(id);
      for (const [id, stored] of entries) this.#documents.set(id, stored);
      const kept = new Set(Array.from(entries.values(), ({ generation }) => generation));
      this.#retired.push(...gone.filter(({ generation }) => !kept.has(generation)).flatMap(rowIdsOf));
      if (moved.length > 0) await this.parts.catalogue.remove(moved);
    });
    if (this.#retired.length > maxRetired) await this.#deleteRetired();
  }

  #generationOf(key: Generation["key"]): Generation {
    const { dimensions } = this.fingerprint.embedder;
    return { key, generation: randomBytes(9).toString("hex"), dimensions };
  }

  async #writeRows(rows: readonly Row[], signal?: AbortSignal): Promise<void> {
    try {
      await this.parts.passages.upsert(rows, { signal });
      signal?.throwIfAborted();
    } catch (error) {
      this.#retired.push(...rows.map((row) => String(row["id"])));
      throw error;
    }
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
