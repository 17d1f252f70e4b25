import type { Database } from "../store/database.js";
import type { Meta } from "../store/meta.js";
import { decodeLayout } from "../store/chunk-table.js";
import { Delta } from "./delta.js";
import {
  boundOf,
  decodeBounds,
  decodePostings,
  encodeBounds,
  encodePostings,
  rowPostings,
  rowsPerTerm,
  type Postings,
} from "./postings.js";

interface TermRow {
  readonly id: number;
  readonly df: number;
  readonly rows: number;
  readonly bounds: Uint8Array;
  readonly tail: Uint8Array;
}

/**
 * Moves the contents of `pending` into `terms` and `postings`. New ordinals are above all merged ones, so each term's
 * postings grow at their end: the tail in its row of `terms`, which becomes rows of `postings` as it fills. Call inside
 * a write transaction.
 */
export function mergePending(database: Database, meta: Meta): void {
  const delta = new Delta();
  const gone = new Set(
    database.all<{ first: number }>("SELECT first FROM pending WHERE sign < 0").map((row) => row.first),
  );
  const merged = new Set<number>();
  for (const { id, first, sign, data } of database.all<{ id: number; first: number; sign: number; data: Uint8Array }>(
    "SELECT id, first, sign, data FROM pending ORDER BY id",
  )) {
    // Additions and removals since the last merge cancel out.
    if (sign > 0 && gone.has(first)) merged.add(first);
    else if (!(sign < 0 && merged.has(first))) delta.add(id, first, sign, data);
  }
  const lengthOf = chunkLengths(database);
  const fresh = database.get("SELECT id FROM terms LIMIT 1") === undefined;
  let next = (database.get<{ id: number | null }>("SELECT max(id) id FROM terms")!.id ?? 0) + 1;
  const generation = meta.get("generation") + 1;
  meta.set("generation", generation);
  // In the order of the index on terms, so that its pages are touched once each.
  const terms = [...delta.terms].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [term, { ordinals, counts, df }] of terms) {
    const row = fresh
      ? undefined
      : database.get<TermRow>("SELECT id, df, rows, bounds, tail FROM terms WHERE term = ?", term);
    append(database, { id: row?.id ?? next++, term, df, row, added: { ordinals, counts } }, lengthOf);
  }
  database.run("DELETE FROM pending");
  meta.set("merges", meta.get("merges") + 1);
}

interface TermChange {
  readonly id: number;
  readonly term: string;
  /** Change of the number of chunks with the term. */
  readonly df: number;
  /** The stored data of the term. */
  readonly row: TermRow | undefined;
  readonly added: Postings;
}

function append(
  database: Database,
  { id, term, df, row, added }: TermChange,
  lengthOf: (ordinal: number) => number,
): void {
  const postings = row === undefined || row.tail.length === 0 ? added : join(row.tail, added);
  let rows = row?.rows ?? 0;
  const bounds = row === undefined ? [] : decodeBounds(row.bounds).slice(0, rows);
  let from = 0;
  for (; postings.ordinals.length - from >= rowPostings; from += rowPostings) {
    const full = slice(postings, from, from + rowPostings);
    database.run("INSERT INTO postings (id, data) VALUES (?, ?)", id * rowsPerTerm + rows, encodePostings(full));
    bounds.push(boundOf(full, lengthOf));
    rows += 1;
  }
  const tail = slice(postings, from, postings.ordinals.length);
  if (tail.ordinals.length > 0) bounds.push(boundOf(tail, lengthOf));
  database.run(
    `INSERT INTO terms (id, term, df, rows, bounds, tail) VALUES (?, ?, ?, ?, coalesce(?, x''), coalesce(?, x''))
      ON CONFLICT (id) DO UPDATE
      SET df = excluded.df, rows = excluded.rows, bounds = excluded.bounds, tail = excluded.tail`,
    id,
    term,
    (row?.df ?? 0) + df,
    rows,
    encodeBounds(bounds),
    encodePostings(tail),
  );
}

function join(tail: Uint8Array, added: Postings): Postings {
  const ordinals = new Int32Array(rowPostings);
  const counts = new Int32Array(rowPostings);
  const length = decodePostings(tail, ordinals, counts);
  return {
    ordinals: [...ordinals.subarray(0, length), ...added.ordinals],
    counts: [...counts.subarray(0, length), ...added.counts],
  };
}

function slice({ ordinals, counts }: Postings, from: number, to: number): Postings {
  return { ordinals: ordinals.slice(from, to), counts: counts.slice(from, to) };
}

/** Terms of a chunk's text; 0, which bounds every score, for chunks that are gone. */
export function chunkLengths(database: Database): (ordinal: number) => number {
  const end = database.get<{ value: number }>("SELECT value FROM meta WHERE key = 'next_ordinal'")!.value;
  const known = new Int32Array(end);
  for (const { first, count, layout } of database.all<{ first: number; count: number; layout: Uint8Array }>(
    "SELECT first, count, layout FROM documents",
  )) {
    known.set(decodeLayout(layout, count).lengths, first);
  }
  return (ordinal) => known[ordinal] ?? 0;
}
