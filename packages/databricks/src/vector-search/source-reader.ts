import {
  compileFilter,
  documentKeyOf,
  InvalidOptionError,
  isRagstoneError,
  RagstoneError,
  type Candidate,
  type DocumentIndexStatus,
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
import { parseQuery } from "@ragstone/tokenizers/words";
import { numberCell, textCell, vectorCell, type Row } from "./cells.js";
import { pushFilter } from "./push-filter.js";
import { scoreCandidates } from "./score-candidates.js";
import { keyOfPath, sourceRow, type SourceRow, type SourceShape } from "./source-rows.js";
import { maxFilterValues, maxRows, maxWordedRows, type VectorClient, type VectorQuery } from "./vector-client.js";

/** The vectors of an index that others keep. */
export interface SourceVectors {
  /** `null` where the service keeps them to itself. */
  readonly column: string | null;
  /** Whether the service embeds queries. */
  readonly isManaged: boolean;
  readonly dimension: number | null;
  /** Mean length. Nearness is L2 distance: a query of another length than the rows' finds the shortest rows. */
  readonly length: number;
}

export interface SourceParts {
  readonly client: VectorClient;
  readonly shape: SourceShape;
  readonly vectors: SourceVectors;
  readonly fingerprint: IndexFingerprint;
  readonly name: string;
  readonly rows: number;
}

interface Found extends SourceRow {
  readonly row: Row;
}

const limitation =
  `rows of others: Vector Search finds them by words and, approximately, by vectors; the best ${maxWordedRows} ` +
  "by words are ranked here";

/** Answers of a search are read again with more rows while a filter leaves too few of them. */
const growth = 4;

/** Reads an index that others keep. Every row stands alone. */
export class SourceReader implements IndexReader {
  readonly fingerprint: IndexFingerprint;
  readonly vectors: ((ids: readonly string[]) => Promise<ReadonlyMap<string, Float32Array>>) | undefined;
  readonly #parts: SourceParts;
  /** Keys of the rows that were given out, by the id of their passage. */
  readonly #keys = new Map<string, string>();
  #isOpen = true;

  constructor(parts: SourceParts) {
    this.#parts = parts;
    this.fingerprint = parts.fingerprint;
    this.vectors = parts.vectors.column === null ? undefined : (ids) => this.#vectors(ids);
  }

  async documents(filter?: SearchFilter): Promise<readonly DocumentRecord[]> {
    const { client, shape, name } = this.#opened();
    const passes = filter === undefined ? () => true : compileFilter(filter, globMatcher);
    if (filter !== undefined) pushFilter(filter, shape, name);
    const records: DocumentRecord[] = [];
    for await (const row of client.scan(shape.primaryKey)) {
      const read = this.#read(row);
      if (read !== null && passes(read.record)) records.push(read.record);
    }
    return records.sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));
  }

  async document(document: DocumentReference): Promise<DocumentRecord | null> {
    return (await this.#row(document))?.record ?? null;
  }

  async text(document: DocumentReference): Promise<StoredText | null> {
    const row = await this.#row(document);
    return row === null ? null : { record: row.record, text: row.chunk.text, blocks: [], pages: [] };
  }

  async chunks(document: DocumentReference): Promise<readonly StoredChunk[]> {
    const row = await this.#row(document);
    return row === null ? [] : [row.chunk];
  }

  async chunk(id: string): Promise<StoredChunk | null> {
    const key = this.#keys.get(id);
    const [row] = key === undefined ? [] : await this.#byKey([key]);
    return row?.chunk.id === id ? row.chunk : null;
  }

  async missingVectors(keys: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(keys);
  }

  async search({ vector = null, text = null, k, filter, signal }: IndexQuery): Promise<readonly Candidate[]> {
    if (!Number.isInteger(k) || k < 1) throw new InvalidOptionError("k", k, "a whole number from 1");
    const [near, worded] = await Promise.all([
      this.#near({ vector, text, k }, filter, signal),
      text === null ? [] : this.#worded({ vector, text }, filter, signal),
    ]);
    const all = [...new Map([...near, ...worded].map((found) => [found.chunk.id, found])).values()];
    const similarity = new Map(near.map(({ chunk, row }) => [chunk.id, numberCell(row, "score")]));
    const parsed = text === null ? null : parseQuery(text);
    const { quoted, scores } =
      parsed === null
        ? { quoted: false, scores: all.map(() => 0) }
        : await scoreCandidates(all.map(textOf), parsed, null, { signal });
    const candidates = all.map(({ record, chunk, row }, at): Candidate => ({
      ...chunk,
      sha256: record.sha256,
      modifiedMs: record.modifiedMs,
      scores: {
        text: scores[at]!,
        vector:
          vector === null && !this.#parts.vectors.isManaged
            ? null
            : (this.#cosine(row, vector) ?? similarity.get(chunk.id) ?? null),
      },
    }));
    return best(candidates, k, quoted);
  }

  async termShares(terms: readonly string[], filter?: SearchFilter): Promise<ReadonlyMap<string, number>> {
    const text = terms.filter((term) => /[\p{L}\p{N}]/u.test(term)).join(" ");
    if (text === "") return new Map(terms.map((term) => [term, 0]));
    const found = await this.#worded({ vector: null, text }, filter, undefined).catch((error: unknown) => {
      // An index that is not searched by words alone: every term is rare.
      if (isRagstoneError(error) && error.code === "request-rejected") return null;
      throw error;
    });
    if (found === null) return new Map(terms.map((term) => [term, 1 / Math.max(2, this.#parts.rows)]));
    const shares = terms.map(async (term) => {
      const { scores } = await scoreCandidates(found.map(textOf), parseQuery(term), null);
      return [term, scores.filter((score) => score > 0).length / Math.max(1, found.length)] as const;
    });
    return new Map(await Promise.all(shares));
  }

  async status(): Promise<DocumentIndexStatus> {
    const { rows } = this.#opened();
    const counts = { documents: rows, chunks: rows, vectors: rows, tokens: 0, bytes: 0, updatedMs: null };
    const languages: Record<string, number> = rows === 0 ? {} : { unknown: rows };
    return { ...counts, search: { kind: "hnsw", recall: null }, languages, limitation };
  }

  async close(): Promise<void> {
    this.#isOpen = false;
  }

  #opened(): SourceParts {
    if (this.#isOpen) return this.#parts;
    throw new RagstoneError("index-closed", `The index ${this.#parts.name} was closed and is used after it.`, {
      hint: "Open it again.",
    });
  }

  #read(row: Row): Found | null {
    const read = sourceRow(row, this.#parts.shape);
    if (read === null) return null;
    this.#keys.set(read.chunk.id, textCell(row, this.#parts.shape.primaryKey)!);
    return { ...read, row };
  }

  async #row(document: DocumentReference): Promise<Found | null> {
    const { origin, path } = documentKeyOf(document);
    const key = keyOfPath(path, this.#opened().shape.columns.document !== null);
    if (origin !== "put" || key === null) return null;
    return (await this.#byKey([key])).find((found) => found.record.path === path) ?? null;
  }

  /** Rows by primary key: queries with a filter, since the service reads none by its key. */
  async #byKey(keys: readonly string[]): Promise<Found[]> {
    const { client, shape, vectors } = this.#opened();
    const isNumber = shape.facts.get(shape.primaryKey) === "number";
    const found: Found[] = [];
    for (let from = 0; from < keys.length; from += maxFilterValues) {
      const part = keys.slice(from, from + maxFilterValues);
      const rows = await client.query({
        columns: this.#columns(),
        type: "ANN",
        ...(vectors.isManaged ? { text: "row" } : { vector: unit(vectors.dimension ?? 1) }),
        k: part.length,
        filter: { [shape.primaryKey]: isNumber ? part.map(Number) : part },
      });
      found.push(...rows.map((row) => this.#read(row)).filter((row) => row !== null));
    }
    return found;
  }

  async #vectors(ids: readonly string[]): Promise<ReadonlyMap<string, Float32Array>> {
    const keys = ids.map((id) => this.#keys.get(id)).filter((key) => key !== undefined);
    const column = this.#parts.vectors.column!;
    return new Map(
      (await this.#byKey(keys)).flatMap(({ chunk, row }) => {
        const held = vectorCell(row, column);
        return held === null || !ids.includes(chunk.id) ? [] : [[chunk.id, unitOf(held)] as const];
      }),
    );
  }

  /** The nearest rows. */
  async #near(
    { vector, text, k }: Pick<IndexQuery, "vector" | "text" | "k">,
    filter: SearchFilter | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Found[]> {
    const { vectors } = this.#opened();
    if (vectors.isManaged && typeof text === "string" && text.trim() !== "")
      return this.#passing({ type: "ANN", text }, { k, filter, signal });
    if (!vector || vectors.dimension !== vector.length) return [];
    const scaled = vector.map((value) => value * vectors.length);
    return this.#passing({ type: "ANN", vector: scaled }, { k, filter, signal });
  }

  /** Rows that the service finds by words, and by vectors too where it can. */
  async #worded(
    { vector, text }: { readonly vector: Float32Array | null; readonly text: string },
    filter: SearchFilter | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Found[]> {
    const { vectors } = this.#opened();
    if (text.trim() === "") return [];
    const usable = vector !== null && vector.length === vectors.dimension && !vectors.isManaged;
    const query: Omit<VectorQuery, "columns" | "k"> =
      vectors.isManaged || usable
        ? { type: "HYBRID", text, ...(usable && { vector: vector.map((value) => value * vectors.length) }) }
        : { type: "FULL_TEXT", text };
    return this.#passing(query, { k: maxWordedRows, filter, signal });
  }

  /** Rows of a query that pass a filter, as many as wanted or as there are. */
  async #passing(
    query: Omit<VectorQuery, "columns" | "k" | "filter">,
    { k, filter, signal }: { readonly k: number; readonly filter: SearchFilter | undefined; readonly signal: AbortSignal | undefined }, // prettier-ignore
  ): Promise<Found[]> {
    const { client, shape, name } = this.#opened();
    const passes = filter === undefined ? () => true : compileFilter(filter, globMatcher);
    const { conditions, isEmpty } =
      filter === undefined ? { conditions: {}, isEmpty: false } : pushFilter(filter, shape, name);
    if (isEmpty) return [];
    const most = query.type === "ANN" ? maxRows : maxWordedRows;
    for (let wanted = Math.min(most, k); ; wanted = Math.min(most, wanted * growth)) {
      const request = { ...query, columns: this.#columns(), k: wanted, filter: conditions };
      const rows = await client.query(request, { signal });
      const found = rows
        .map((row) => this.#read(row))
        .filter((read): read is Found => read !== null && passes(read.record));
      if (found.length >= k || rows.length < wanted || wanted === most) return found.slice(0, k);
    }
  }

  #columns(): string[] {
    const { shape, vectors } = this.#parts;
    const { text, document, title, modified } = shape.columns;
    const named = [shape.primaryKey, text, document, title, modified, vectors.column, ...shape.facts.keys()];
    return [...new Set(named.filter((column) => column !== null))];
  }

  #cosine(row: Row, vector: Float32Array | null): number | null {
    const { column } = this.#parts.vectors;
    const held = column === null || vector === null ? null : vectorCell(row, column);
    if (held === null || held.length !== vector!.length) return null;
    return unitOf(held).reduce((sum, value, at) => sum + value * vector![at]!, 0);
  }
}

function textOf({ record, chunk }: Found) {
  return { text: chunk.text, headings: chunk.headings, title: record.title, language: record.language };
}

/** The union of both sides' best `k`; of those with the quotation, where there is one. */
function best(candidates: readonly Candidate[], k: number, quoted: boolean): Candidate[] {
  const by = (score: (candidate: Candidate) => number | null, floor: number): Candidate[] =>
    candidates
      .filter((candidate) => (score(candidate) ?? -Infinity) > floor)
      .sort((one, other) => score(other)! - score(one)! || (one.id < other.id ? -1 : 1))
      .slice(0, k);
  const worded = by(({ scores }) => scores.text, 0);
  return [...new Set([...worded, ...(quoted ? [] : by(({ scores }) => scores.vector, -Infinity))])];
}

function unit(dimension: number): Float32Array {
  const vector = new Float32Array(dimension);
  vector[0] = 1;
  return vector;
}

function unitOf(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
