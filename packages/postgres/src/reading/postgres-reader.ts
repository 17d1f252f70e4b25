import {
  checkVector,
  compileFilter,
  documentKeyOf,
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
import { Corpora, visibleRows } from "../search/corpus.js";
import { fetchFrequencies } from "../search/fetch-terms.js";
import { tablesVersion } from "../schema/prepare.js";
import { nearestTerms } from "../search/nearest-terms.js";
import { graphSettings } from "../search/nearest-vectors.js";
import { searchIndex } from "../search/search-index.js";
import { escapeText, unescapeText } from "../rows/escape-text.js";
import { checkModel, checkStanding, standingStatement, type StandingRow } from "./standing.js";
import { workersOf } from "./workers-of.js";
import { chunkColumns, chunkOf, documentColumns, recordOf, vectorOf, type BodyRow, type ChunkRow, type DocumentRow } from "../rows/rows.js"; // prettier-ignore

/** An opened collection. */
export interface CollectionParts {
  readonly connection: Connection;
  readonly schema: string;
  readonly collection: number;
  readonly name: string;
  /** The name of its row in `collections`. */
  readonly key: string;
  readonly fingerprint: IndexFingerprint;
  /** Called once, when it is closed. */
  readonly onClose: () => Promise<void>;
}

/** A collection as one call sees it: a migration may have put another one in its place since it was opened. */
interface Standing extends CollectionParts {
  readonly corpora: Corpora;
  readonly row: StandingRow;
}

/** Reads a collection. Each call sees one commit, whatever others write meanwhile. */
export class PostgresReader implements IndexReader {
  protected readonly parts: CollectionParts;
  protected current: IndexFingerprint;
  #known: { readonly collection: number; readonly corpora: Corpora };
  #isOpen = true;

  constructor(parts: CollectionParts) {
    this.parts = parts;
    this.current = parts.fingerprint;
    this.#known = { collection: parts.collection, corpora: new Corpora(parts) };
  }

  get fingerprint(): IndexFingerprint {
    return this.current;
  }

  async documents(filter?: SearchFilter): Promise<readonly DocumentRecord[]> {
    const passes = filter === undefined ? null : compileFilter(filter, globMatcher);
    const records = (await this.reading(visibleRows)).map(recordOf);
    // The server orders by code points, programs by UTF-16.
    return (passes === null ? records : records.filter(passes)).sort(
      (one, other) => order(one.path, other.path) || order(one.origin, other.origin),
    );
  }

  async document(document: DocumentReference): Promise<DocumentRecord | null> {
    const row = await this.reading((transaction, parts) => documentRow(transaction, parts, documentKeyOf(document)));
    return row === null ? null : recordOf(row);
  }

  async text(document: DocumentReference): Promise<StoredText | null> {
    return this.reading(async (transaction, parts) => {
      const { schema } = parts;
      const row = await documentRow(transaction, parts, documentKeyOf(document));
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
    const stored = await this.reading((transaction, parts) => storedKeys(transaction, parts, keys));
    return new Set(keys.filter((key) => !stored.has(key)));
  }

  async search({ signal, filter, ...query }: IndexQuery): Promise<readonly Candidate[]> {
    if (!Number.isInteger(query.k) || query.k < 1) throw new InvalidOptionError("k", query.k, "a whole number from 1");
    const { vector = null } = query;
    if (vector !== null) checkVector(vector, this.current.embedder.dimensions, "the query vector");
    return this.reading(
      async (transaction, parts) => {
        if (vector !== null) checkModel(parts.row, this.current, parts.name);
        const corpus = await parts.corpora.of(transaction, filter, parts.row);
        return searchIndex(transaction, { ...parts, query, corpus, hasGraph: parts.row.hasGraph });
      },
      signal,
      vector === null ? [] : graphSettings(query.k),
    );
  }

  async vectors(ids: readonly string[]): Promise<ReadonlyMap<string, Float32Array>> {
    return this.reading(async (transaction, { schema, collection }) => {
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
    return this.reading(async (transaction, parts) => {
      const corpus = await parts.corpora.of(transaction, filter, parts.row);
      const { languages, chunks } = corpus;
      const forms = languages.flatMap((language) => terms.flatMap((term) => analyzerFor(language).terms(term)));
      const frequencies = await fetchFrequencies(transaction, [...new Set(forms)], { ...parts, ...corpus });
      const index = { frequency: (term: string) => frequencies.get(term) ?? 0 };
      return new Map(terms.map((term) => [term, chunksWith(index, term, languages) / Math.max(1, chunks)]));
    });
  }

  async nearestTerms(word: string, filter?: SearchFilter): Promise<readonly string[]> {
    return this.reading(async (transaction, parts) => {
      const corpus = await parts.corpora.of(transaction, filter, parts.row);
      // Tables of an earlier version have no list of terms until the next write.
      if ((await tablesVersion(transaction, parts.schema)) < 2) return [];
      return nearestTerms(transaction, word, { ...parts, corpus });
    });
  }

  async status(): Promise<DocumentIndexStatus> {
    return this.reading(async (transaction, parts) => {
      const { schema, collection, row } = parts;
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
      const workers = await workersOf(transaction, parts);
      const { updated, ...counts } = rows[0]!;
      return {
        ...counts,
        updatedMs: updated === 0 ? null : updated,
        search: row.hasGraph ? { kind: "hnsw", recall: row.recall ?? 0 } : { kind: "exact", recall: 1 },
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

  protected async reading<T>(
    use: (transaction: Transaction, standing: Standing) => Promise<T>,
    signal?: AbortSignal,
    settings: readonly string[] = [],
  ): Promise<T> {
    this.checkOpen();
    const { connection, schema, key } = this.parts;
    const first = standingStatement(schema, key);
    return connection.read(
      async (transaction, [row]) => use(transaction, this.#at(row as StandingRow | undefined)),
      signal,
      { first, settings },
    );
  }

  #at(found: StandingRow | undefined): Standing {
    const { schema, name } = this.parts;
    const row = checkStanding(found, name);
    const { id: collection } = row;
    if (collection !== this.#known.collection)
      this.#known = { collection, corpora: new Corpora({ schema, collection }) };
    return { ...this.parts, collection, corpora: this.#known.corpora, row };
  }

  async #chunks(condition: string, values: readonly unknown[]): Promise<StoredChunk[]> {
    return this.reading(async (transaction, { schema, collection }) => {
      const { rows } = await transaction.query<ChunkRow>(
        `SELECT ${chunkColumns} FROM ${schema}.chunks c JOIN ${schema}.documents d ON d.id = c.document
          WHERE c.collection = $1 AND ${condition}`,
        [collection, ...values],
      );
      return rows.map(chunkOf);
    });
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
