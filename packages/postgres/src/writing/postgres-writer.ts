import {
  checkVector,
  documentKeyOf,
  runSteps,
  SerialQueue,
  type DocumentReference,
  type DocumentToIndex,
  type IndexFingerprint,
  type IndexWriter,
  type SharedWork,
} from "@ragstone/core";
import { analyzeSteps } from "@ragstone/tokenizers/words";
import type { Transaction } from "../connection/connection.js";
import { documentRow, PostgresReader, type CollectionParts } from "../reading/postgres-reader.js";
import { vectorText } from "../rows/rows.js";
import { ensureGraph } from "../search/graph.js";
import { escapeText, unescapeText } from "../rows/escape-text.js";
import { replacePathPostings } from "../search/path-postings.js";
import { Presence } from "./presence.js";
import { StoredTerms } from "./stored-terms.js";
import { Worker } from "./worker.js";
import { addToTotals, deleteDocument, freeIds, lockDocuments, noChange, writeDocument } from "./write-document.js";

type Aborting = { readonly signal?: AbortSignal | undefined };

/** Vectors of one statement: 1 MB of text for 256 dimensions. */
const vectorsAtOnce = 500;

/** Writes a collection, at the same time as others. */
export class PostgresWriter extends PostgresReader implements IndexWriter {
  readonly #presence: Presence;
  readonly #queue = new SerialQueue();
  readonly #terms: StoredTerms;
  #worker: Worker | null = null;

  constructor(parts: CollectionParts) {
    super(parts);
    this.#terms = new StoredTerms(parts);
    this.#presence = new Presence(parts);
  }

  /** Takes its place among the writers: {@link Presence.enter}. */
  async enter(): Promise<void> {
    await this.#presence.enter();
  }

  async putVectors(vectors: ReadonlyMap<string, Float32Array>): Promise<void> {
    const { schema, collection, connection } = this.parts;
    for (const [key, vector] of vectors) checkVector(vector, this.current.embedder.dimensions, `the vector of ${key}`);
    this.checkOpen();
    await this.#presence.announce();
    const entries = [...vectors];
    for (let from = 0; from < entries.length; from += vectorsAtOnce) {
      // In one order, so that two writers of the same vectors do not wait for each other.
      const part = entries.slice(from, from + vectorsAtOnce).sort(([one], [other]) => (one < other ? -1 : 1));
      await connection.write(async (transaction) =>
        transaction.query(
          `INSERT INTO ${schema}.vectors SELECT $1, key, embedding::vector
            FROM unnest($2::text[], $3::text[]) AS given (key, embedding) ON CONFLICT DO NOTHING`,
          [collection, part.map(([key]) => escapeText(key)), part.map(([, vector]) => vectorText(vector))],
        ),
      );
    }
  }

  async replaceDocument(
    entry: DocumentToIndex,
    { signal }: Aborting = {},
  ): Promise<{ readonly chunksAdded: number; readonly chunksRemoved: number }> {
    this.checkOpen();
    const { document, chunks, language } = entry;
    const terms = await runSteps(analyzeSteps(chunks, document.title, language), signal);
    await this.#presence.announce();
    await this.#terms.store(terms.terms.keys(), signal);
    const write = async (transaction: Transaction) => {
      const counts = await writeDocument(transaction, this.parts, entry, terms);
      if (entry.origin === "file") await this.#worker?.commit(transaction, [document.path]);
      return counts;
    };
    const written = await this.parts.connection.write(write, signal);
    if (written.chunksRemoved > 0) this.#terms.removed();
    return written;
  }

  async moveDocument(from: string, to: string, modifiedMs: number | null): Promise<void> {
    this.checkOpen();
    await this.#presence.enter();
    const { schema, connection } = this.parts;
    const [source, target] = [documentKeyOf(from), documentKeyOf(to)];
    await connection.write(async (transaction) => {
      await lockDocuments(transaction, this.parts, [source, target]);
      const row = await documentRow(transaction, this.parts, source);
      if (row === null) return;
      if (from !== to) await deleteDocument(transaction, this.parts, target);
      await transaction.query(`UPDATE ${schema}.documents SET path = $2, modified_ms = $3 WHERE id = $1`, [
        row.id,
        escapeText(to),
        modifiedMs,
      ]);
      const { rows } = await transaction.query<{ position: number; start: number; text: string }>(
        `UPDATE ${schema}.chunks SET id = document || ' ' || position WHERE document = $1 RETURNING position, first AS start, text`,
        [row.id],
      );
      const chunks = rows
        .sort((one, other) => one.position - other.position)
        .map(({ start, text }) => ({ start, text: unescapeText(text) }));
      await transaction.query(
        `UPDATE ${schema}.chunks c SET id = given.id FROM unnest($2::text[]) WITH ORDINALITY AS given (id, at)
          WHERE c.document = $1 AND c.position = given.at - 1`,
        [row.id, await freeIds(transaction, this.parts, target, chunks)],
      );
      const { id: document, language, chunks: count } = row;
      const moved = { collection: this.parts.collection, document, path: to, language, chunks: count };
      if (from !== to) await replacePathPostings(transaction, schema, moved);
      await addToTotals(transaction, this.parts, target, noChange);
      await this.#worker?.commit(transaction, [from, to]);
    });
  }

  async removeDocument(document: DocumentReference, { signal }: Aborting = {}): Promise<number> {
    this.checkOpen();
    await this.#presence.enter();
    const key = documentKeyOf(document);
    const chunks = await this.parts.connection.write(async (transaction) => {
      await lockDocuments(transaction, this.parts, [key]);
      return (await deleteDocument(transaction, this.parts, key)).length;
    }, signal);
    if (chunks > 0) this.#terms.removed();
    return chunks;
  }

  async touchDocument(path: string, modifiedMs: number | null): Promise<void> {
    this.checkOpen();
    await this.#presence.enter();
    const { schema, collection, connection } = this.parts;
    await connection.write(async (transaction) => {
      await transaction.query(
        `UPDATE ${schema}.documents SET modified_ms = $3 WHERE collection = $1 AND path = $2 AND origin = 'file'`,
        [collection, escapeText(path), modifiedMs],
      );
      await addToTotals(transaction, this.parts, documentKeyOf(path), noChange);
    });
  }

  async finish({ chunker, signal }: Aborting & { readonly chunker?: string } = {}): Promise<void> {
    this.checkOpen();
    signal?.throwIfAborted();
    const { schema, collection, connection } = this.parts;
    if (chunker !== undefined && chunker !== this.current.chunker) {
      const fingerprint: IndexFingerprint = { ...this.current, chunker };
      await connection.write(async (transaction) =>
        transaction.query(`UPDATE ${schema}.collections SET fingerprint = $2 WHERE id = $1`, [
          collection,
          JSON.stringify(fingerprint),
        ]),
      );
      this.current = fingerprint;
    }
    await this.#presence.alone(async () => {
      await connection.write(async (transaction) =>
        transaction.query(
          `DELETE FROM ${schema}.vectors v WHERE collection = $1 AND NOT EXISTS (
            SELECT FROM ${schema}.chunks c WHERE c.collection = $1 AND c.vector_key = v.key)`,
          [collection],
        ),
      );
      await this.#terms.prune();
    });
    signal?.throwIfAborted();
    const { dimensions } = this.current.embedder;
    await ensureGraph(connection, { schema, collection, dimensions });
  }

  exclusively<T>(use: (index: IndexWriter) => Promise<T>): Promise<T> {
    return this.#queue.run(() => use(this));
  }

  async share(name: string): Promise<SharedWork> {
    this.checkOpen();
    await this.#worker?.leave();
    const onRemoved = () => this.#terms.removed();
    this.#worker = await Worker.join(this.parts, { presence: this.#presence, name, onRemoved });
    return this.#worker;
  }

  override async close(): Promise<void> {
    await this.#worker?.leave();
    await this.#presence.end();
    await super.close();
  }
}
