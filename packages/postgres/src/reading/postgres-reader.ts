import {
  checkVector,
  compileFilter,
  documentKeyOf,
  IndexError,
  InvalidOptionError,
  RagstoneError,
  type Candidate,
  type DocumentIndexStatus,
  type DocumentKey,
  type DocumentRecord,
  type DocumentReference,
  type IndexFingerprint,
  type IndexQuery,
  type IndexReader,
  type SearchFilter,
  type StoredChunk,
  type StoredText,
} from "@ragstone/core";
import { globMatcher } from "@ragstone/core/globs";
import { analyzerFor, chunksWith } from "@ragstone/tokenizers/words";
import type { Connection, Transaction } from "../connection/connection.js";
import { Corpora, visibleRows, type CorpusTotals } from "../search/corpus.js";
import { fetchFrequencies } from "../search/fetch-terms.js";
import { tablesVersion } from "../schema/prepare.js";
import { graphName } from "../search/graph.js";
import { nearestTerms } from "../search/nearest-terms.js";
import { graphSettings } from "../search/nearest-vectors.js";
import { searchIndex } from "../search/search-index.js";
import { escapeText, unescapeText } from "../rows/escape-text.js";
import { workersOf } from "./workers-of.js";
import { chunkColumns, chunkOf, documentColumns, recordOf, vectorOf, type BodyRow, type ChunkRow, type DocumentRow } from "../rows/rows.js"; // prettier-ignore

/** An opened collection. */
export interface CollectionParts {
  readonly connection: Connection;
  readonly schema: string;
  readonly collection: number;
  readonly name: string;
  readonly fingerprint: IndexFingerprint;
  /** Called once, when it is closed. */
  readonly onClose: () => Promise<void>;
}

interface CollectionState extends CorpusTotals {
  readonly hasGraph: boolean;
  /** Of the graph. */
  readonly recall: number | null;
}

/** Reads a collection. Each call sees one commit, whatever others write meanwhile. */
export class PostgresReader implements IndexReader {
  protected readonly parts: CollectionParts;
  protected current: IndexFingerprint;
  readonly #corpora: Corpora;
  #isOpen = true;

  constructor(parts: CollectionParts) {
    this.parts = parts;
    this.current = parts.fingerprint;
    this.#corpora = new Corpora(parts);
  }

  get fingerprint(): IndexFingerprint {
    return this.current;
  }

  async documents(filter?: SearchFilter): Promise<readonly DocumentRecord[]> {
    const passes = filter === undefined ? null : compileFilter(filter, globMatcher);
    const records = (await this.reading((transaction) => visibleRows(transaction, this.parts))).map(recordOf);
    // The server orders by code points, programs by UTF-16.
    return (passes === null ? records : records.filter(passes)).sort(
      (one, other) => order(one.path, other.path) || order(one.origin, other.origin),
    );
  }

  async document(document: DocumentReference): Promise<DocumentRecord | null> {
    const row = await this.reading((transaction) => documentRow(transaction, this.parts, documentKeyOf(document)));
    return row === null ? null : recordOf(row);
  }

  async text(document: DocumentReference): Promise<StoredText | null> {
    const { schema } = this.parts;
    return this.reading(async (transaction) => {
      const row = await documentRow(transaction, this.parts, documentKeyOf(document));
      if (row === null) return null;
      const { rows } = await transaction.query<BodyRow>(
        `SELECT text, blocks, pages FROM ${schema}.bodies WHERE document = $1`,
        [row.id],
      );
      const { text, blocks, pages } = rows[0]!;
      return { record: recordOf(row), text: unescapeText(text), blocks, pages };
    });
  }

  async chunks(document: DocumentReference): Promise<readonly StoredChunk[]> {
    const { origin, path } = documentKeyOf(document);
    return this.#chunks("d.path = $2 AND d.origin = $3 ORDER BY c.position", [escapeText(path), origin]);
  }

  async chunk(id: string): Promise<StoredChunk | null> {
    return (await this.#chunks("c.id = $2", [escapeText(id)]))[0] ?? null;
  }

  async missingVectors(keys: readonly string[]): Promise<ReadonlySet<string>> {
    const stored = await this.reading((transaction) => storedKeys(transaction, this.parts, keys));
    return new Set(keys.filter((key) => !stored.has(key)));
  }

  async search({ signal, filter, ...query }: IndexQuery): Promise<readonly Candidate[]> {
    if (!Number.isInteger(query.k) || query.k < 1) throw new InvalidOptionError("k", query.k, "a whole number from 1");
    const { vector = null } = query;
    if (vector !== null) checkVector(vector, this.current.embedder.dimensions, "the query vector");
    const settings = vector === null ? [] : graphSettings(query.k);
    this.checkOpen();
    return this.parts.connection.read(
      async (transaction) => {
        const { hasGraph, ...totals } = await this.#state(transaction, vector !== null);
        const corpus = await this.#corpora.of(transaction, filter, totals);
        return searchIndex(transaction, { ...this.parts, query, corpus, hasGraph });
      },
      signal,
      settings,
    );
  }

  async vectors(ids: readonly string[]): Promise<ReadonlyMap<string, Float32Array>> {
    const { schema, collection } = this.parts;
    return this.reading(async (transaction) => {
      const { rows } = await transaction.query<{ id: string; embedding: string }>(
        `SELECT c.id, v.embedding::text AS embedding FROM ${schema}.chunks c
          JOIN ${schema}.vectors v ON v.collection = c.collection AND v.key = c.vector_key
          WHERE c.collection = $1 AND c.id = ANY($2)`,
        [collection, ids.map(escapeText)],
      );
      return new Map(rows.map(({ id, embedding }) => [id, vectorOf(embedding)]));
    });
  }

  async termShares(terms: readonly string[], filter?: SearchFilter): Promise<ReadonlyMap<string, number>> {
    return this.reading(async (transaction) => {
      const corpus = await this.#corpora.of(transaction, filter, await this.#state(transaction, false));
      const { languages, chunks } = corpus;
      const forms = languages.flatMap((language) => terms.flatMap((term) => analyzerFor(language).terms(term)));
      const frequencies = await fetchFrequencies(transaction, [...new Set(forms)], { ...this.parts, ...corpus });
      const index = { frequency: (term: string) => frequencies.get(term) ?? 0 };
      return new Map(terms.map((term) => [term, chunksWith(index, term, languages) / Math.max(1, chunks)]));
    });
  }

  async nearestTerms(word: string, filter?: SearchFilter): Promise<readonly string[]> {
    return this.reading(async (transaction) => {
      const corpus = await this.#corpora.of(transaction, filter, await this.#state(transaction, false));
      // Tables of an earlier version have no list of terms until the next write.
      if ((await tablesVersion(transaction, this.parts.schema)) < 2) return [];
      return nearestTerms(transaction, word, { ...this.parts, corpus });
    });
  }

  async status(): Promise<DocumentIndexStatus> {
    const { schema, collection } = this.parts;
    return this.reading(async (transaction) => {
      const { rows } = await transaction.query<Omit<DocumentIndexStatus, "search" | "languages"> & { updated: number }>(
        `SELECT coalesce(sum(documents), 0)::bigint AS documents, coalesce(sum(chunks), 0)::bigint AS chunks,
            coalesce(sum(tokens), 0)::bigint AS tokens, coalesce(sum(bytes), 0)::bigint AS bytes,
            coalesce(max(updated_ms), 0)::bigint AS updated,
            (SELECT count(*) FROM ${schema}.vectors WHERE collection = $1) AS vectors
          FROM ${schema}.totals WHERE collection = $1`,
        [collection],
      );
      const languages = await transaction.query<{ language: string; documents: number }>(
        `SELECT coalesce(language, 'unknown') AS language, count(*) AS documents FROM ${schema}.documents
          WHERE collection = $1 GROUP BY 1`,
        [collection],
      );
      const { hasGraph, recall } = await this.#state(transaction, false);
      const workers = await workersOf(transaction, this.parts);
      const { updated, ...counts } = rows[0]!;
      return {
        ...counts,
        updatedMs: updated === 0 ? null : updated,
        search: hasGraph ? { kind: "hnsw", recall: recall ?? 0 } : { kind: "exact", recall: 1 },
        languages: Object.fromEntries(languages.rows.map(({ language, documents }) => [language, documents])),
        workers,
      };
    });
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.parts.onClose();
  }

  /** @throws {@link RagstoneError} `index-closed` after {@link PostgresReader.close} */
  protected checkOpen(): void {
    if (!this.#isOpen)
      throw new RagstoneError("index-closed", `The index ${this.parts.name} was closed and is used after it.`, {
        hint: "Open it again.",
      });
  }

  protected async reading<T>(use: (transaction: Transaction) => Promise<T>, signal?: AbortSignal): Promise<T> {
    this.checkOpen();
    return this.parts.connection.read(use, signal);
  }

  async #chunks(condition: string, values: readonly unknown[]): Promise<StoredChunk[]> {
    const { schema, collection } = this.parts;
    return this.reading(async (transaction) => {
      const { rows } = await transaction.query<ChunkRow>(
        `SELECT ${chunkColumns} FROM ${schema}.chunks c JOIN ${schema}.documents d ON d.id = c.document
          WHERE c.collection = $1 AND ${condition}`,
        [collection, ...values],
      );
      return rows.map(chunkOf);
    });
  }

  /** Facts about the collection of this moment. */
  async #state(transaction: Transaction, usesVectors: boolean): Promise<CollectionState> {
    const { schema, collection, name } = this.parts;
    const { rows } = await transaction.query<CollectionState & { readonly fingerprint: IndexFingerprint }>(
      `SELECT c.fingerprint, c.recall, t.changes, t.chunks, t.words,
          EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass($2) AND indisvalid) AS "hasGraph"
        FROM ${schema}.collections c, (
          SELECT coalesce(sum(changes), 0)::bigint AS changes, coalesce(sum(chunks), 0)::bigint AS chunks,
            coalesce(sum(words), 0)::bigint AS words FROM ${schema}.totals WHERE collection = $1
        ) AS t WHERE c.id = $1`,
      [collection, `${schema}.${graphName(collection)}`],
    );
    const state = rows[0];
    if (state === undefined)
      throw new IndexError("index-missing", `The index ${name} was removed while it was open.`, {
        hint: "Index the documents again.",
        data: { index: name },
      });
    const { fingerprint, ...rest } = state;
    const { embedder } = fingerprint;
    if (usesVectors && JSON.stringify(embedder) !== JSON.stringify(this.current.embedder))
      throw new IndexError(
        "model-mismatch",
        `The index ${name} was opened as made by ${this.current.embedder.model} and is of ${embedder.model} since.`,
        { hint: "Open it again and embed the query with that model.", data: { index: name, stored: embedder } },
      );
    return rest;
  }
}

export async function documentRow(
  transaction: Transaction,
  { schema, collection }: Pick<CollectionParts, "schema" | "collection">,
  { origin, path }: DocumentKey,
): Promise<DocumentRow | null> {
  const { rows } = await transaction.query<DocumentRow>(
    `SELECT ${documentColumns} FROM ${schema}.documents WHERE collection = $1 AND path = $2 AND origin = $3`,
    [collection, escapeText(path), origin],
  );
  return rows[0] ?? null;
}

/** Which of the keys have a stored vector. */
export async function storedKeys(
  transaction: Transaction,
  { schema, collection }: Pick<CollectionParts, "schema" | "collection">,
  keys: readonly string[],
): Promise<Set<string>> {
  const { rows } = await transaction.query<{ key: string }>(
    `SELECT key FROM ${schema}.vectors WHERE collection = $1 AND key = ANY($2)`,
    [collection, keys.map(escapeText)],
  );
  return new Set(rows.map(({ key }) => unescapeText(key)));
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
