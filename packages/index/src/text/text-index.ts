import type { Database } from "../store/database.js";
import type { Meta } from "../store/meta.js";
import { Delta } from "./delta.js";
import type { Terms } from "./terms.js";
import type { PostingsBlock, TermPostings } from "./term-postings.js";
import { Vocabulary } from "@ragstone/tokenizers/words";
import { decodeBounds, decodePostings, rowPostings, rowsPerTerm } from "./postings.js";

interface TermRow {
  readonly id: number;
  readonly df: number;
  readonly rows: number;
  readonly bounds: Uint8Array;
  readonly tail: Uint8Array;
}

/** Bytes of postings that are kept: all of 100,000 chunks' take 9 MB. */
const maxRowBytes = 16_000_000;

/** Postings that a block can have. */
export const maxBlock = rowPostings * 2;

/** The terms of the index: merged rows and later additions. */
export class TextIndex implements Terms {
  readonly #database: Database;
  #delta = new Delta();
  #merges = -1;
  /** Rows of postings that were read since the last merge, which alone changes them. */
  readonly #rows = new Map<number, Uint8Array>();
  #rowBytes = 0;
  #vocabulary: Vocabulary | null = null;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Call inside a transaction. */
  refresh(meta: Meta): void {
    const merges = meta.get("merges");
    if (merges !== this.#merges) {
      this.#delta = new Delta();
      this.#rows.clear();
      this.#rowBytes = 0;
      this.#merges = merges;
      this.#vocabulary = null;
    }
    const rows = this.#database.all<{ id: number; first: number; sign: number; data: Uint8Array }>(
      "SELECT id, first, sign, data FROM pending WHERE id > ? ORDER BY id",
      this.#delta.lastId,
    );
    for (const { id, first, sign, data } of rows) this.#delta.add(id, first, sign, data);
    if (rows.length > 0) this.#vocabulary = null;
  }

  /** All terms, among them some that no chunk contains any more. Made by the first call after a change. */
  vocabulary(): Vocabulary {
    if (this.#vocabulary !== null) return this.#vocabulary;
    // One string instead of a row for each term: five times as fast.
    const { terms } = this.#database.one<{ terms: string | null }>(
      "SELECT group_concat(term, char(10)) AS terms FROM terms",
    );
    const merged = terms === null ? [] : terms.split("\n");
    this.#vocabulary = new Vocabulary([...new Set([...merged, ...this.#delta.terms.keys()])]);
    return this.#vocabulary;
  }

  postings(term: string): TermPostings {
    const row = this.#database.get<TermRow>("SELECT id, df, rows, bounds, tail FROM terms WHERE term = ?", term);
    const delta = this.#delta.terms.get(term);
    const blocks: PostingsBlock[] = [];
    if (row !== undefined) this.#merged(row, blocks);
    if (delta !== undefined && delta.ordinals.length > 0) deltaBlocks(delta.ordinals, delta.counts, blocks);
    return { term, df: (row?.df ?? 0) + (delta?.df ?? 0), blocks };
  }

  frequency(term: string): number {
    const row = this.#database.get<{ df: number }>("SELECT df FROM terms WHERE term = ?", term);
    return (row?.df ?? 0) + (this.#delta.terms.get(term)?.df ?? 0);
  }

  union(name: string, all: readonly TermPostings[]): TermPostings {
    return unionOf(name, all);
  }

  withPrefix(prefix: string, limit: number): string[] {
    const merged = this.#database.all<{ term: string }>(
      "SELECT term FROM terms WHERE term >= ? AND term < ? LIMIT ?",
      prefix,
      `${prefix}\u{10ffff}`,
      limit,
    );
    const found = new Set(merged.map((row) => row.term));
    for (const term of this.#delta.terms.keys()) if (found.size < limit && term.startsWith(prefix)) found.add(term);
    return [...found];
  }

  #row(id: number): Uint8Array {
    let data = this.#rows.get(id);
    if (data !== undefined) return data;
    ({ data } = this.#database.one<{ data: Uint8Array }>("SELECT data FROM postings WHERE id = ?", id));
    if (this.#rowBytes > maxRowBytes) {
      this.#rows.clear();
      this.#rowBytes = 0;
    }
    this.#rows.set(id, data);
    this.#rowBytes += data.length;
    return data;
  }

  #merged(row: TermRow, blocks: PostingsBlock[]): void {
    const first = row.id * rowsPerTerm;
    for (const [index, bound] of decodeBounds(row.bounds).entries()) {
      const bytes = () => (index < row.rows ? this.#row(first + index) : row.tail);
      blocks.push({ ...bound, read: (ordinals, counts) => decodePostings(bytes(), ordinals, counts) });
    }
  }
}

/** A synthetic term for the union of several: the matches of a prefix. */
export function unionOf(name: string, all: readonly TermPostings[]): TermPostings {
  const summed = new Map<number, number>();
  const ordinals = new Int32Array(maxBlock);
  const counts = new Int32Array(maxBlock);
  for (const { blocks } of all) {
    for (const block of blocks) {
      const length = block.read(ordinals, counts);
      for (let index = 0; index < length; index += 1)
        summed.set(ordinals[index]!, (summed.get(ordinals[index]!) ?? 0) + counts[index]!);
    }
  }
  const sorted = [...summed.keys()].sort((one, other) => one - other);
  return postingsOf(
    name,
    sorted,
    sorted.map((ordinal) => summed.get(ordinal)!),
  );
}

/** Postings that are in no row: chunks, ascending, with the count of each. */
export function postingsOf(term: string, ordinals: readonly number[], counts: readonly number[]): TermPostings {
  const blocks: PostingsBlock[] = [];
  deltaBlocks(ordinals, counts, blocks);
  return { term, df: ordinals.length, blocks };
}

function deltaBlocks(ordinals: readonly number[], counts: readonly number[], blocks: PostingsBlock[]): void {
  for (let from = 0; from < ordinals.length; from += rowPostings) {
    const to = Math.min(from + rowPostings, ordinals.length);
    let maxCount = 0;
    for (let index = from; index < to; index += 1) maxCount = Math.max(maxCount, counts[index]!);
    blocks.push({
      first: ordinals[from]!,
      last: ordinals[to - 1]!,
      maxCount,
      minLength: 0,
      read(intoOrdinals, intoCounts) {
        for (let index = from; index < to; index += 1) {
          intoOrdinals[index - from] = ordinals[index]!;
          intoCounts[index - from] = counts[index]!;
        }
        return to - from;
      },
    });
  }
}
