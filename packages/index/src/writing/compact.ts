import {
  boundOf,
  decodePostings,
  encodeBounds,
  encodePostings,
  rowPostings,
  rowsPerTerm,
  type Bound,
  type Postings,
} from "../text/postings.js";
import { chunkLengths } from "../text/merge.js";
import type { Database } from "../store/database.js";
import type { Meta } from "../store/meta.js";

interface TermRow {
  readonly id: number;
  readonly rows: number;
  readonly tail: Uint8Array;
}

/** Terms rewritten between two reads of the list of terms. */
const termsAtOnce = 1000;

/**
 * Renumbers the chunks without gaps, in the same order, and drops the postings of removed chunks. It invalidates the
 * caches of readers (`epoch`). Nothing may be pending. Call inside a write transaction.
 */
export function compact(database: Database, meta: Meta): void {
  const renumbered = renumber(database, meta.get("next_ordinal"));
  meta.set("next_ordinal", renumbered.end);
  meta.begin();
  meta.set("epoch", meta.get("epoch") + 1);
  meta.set("merges", meta.get("merges") + 1);
  database.run("DELETE FROM removed");
  const lengthOf = chunkLengths(database);
  for (let last = 0; ;) {
    const terms = database.all<TermRow>(
      "SELECT id, rows, tail FROM terms WHERE id > ? ORDER BY id LIMIT ?",
      last,
      termsAtOnce,
    );
    if (terms.length === 0) return;
    for (const term of terms) rewrite(database, term, renumbered.ordinals, lengthOf);
    last = terms.at(-1)!.id;
  }
}

/** Closes the gaps between documents; the array gives each chunk's ordinal, -1 where there is none. */
function renumber(database: Database, end: number): { readonly ordinals: Int32Array; readonly end: number } {
  const ordinals = new Int32Array(end).fill(-1);
  let next = 0;
  for (const { id, first, count } of database.all<{ id: number; first: number; count: number }>(
    "SELECT id, first, count FROM documents ORDER BY first, count",
  )) {
    for (let index = 0; index < count; index += 1) ordinals[first + index] = next + index;
    if (first !== next) {
      database.run("UPDATE documents SET first = ? WHERE id = ?", next, id);
      // Ascending and downward, so that each number is free when it is taken.
      database.run(
        "UPDATE chunks SET ordinal = ordinal - ? WHERE ordinal >= ? AND ordinal < ?",
        first - next,
        first,
        first + count,
      );
    }
    next += count;
  }
  return { ordinals, end: next };
}

function rewrite(
  database: Database,
  { id, rows, tail }: TermRow,
  renumbered: Int32Array,
  lengthOf: (ordinal: number) => number,
): void {
  const first = id * rowsPerTerm;
  const blobs = database
    .all<{ data: Uint8Array }>("SELECT data FROM postings WHERE id >= ? AND id < ? ORDER BY id", first, first + rows)
    .map((row) => row.data);
  const kept: Postings = { ordinals: [], counts: [] };
  const ordinals = new Int32Array(rowPostings);
  const counts = new Int32Array(rowPostings);
  for (const blob of [...blobs, tail]) {
    const length = decodePostings(blob, ordinals, counts);
    for (let index = 0; index < length; index += 1) {
      const ordinal = renumbered[ordinals[index]!] ?? -1;
      if (ordinal < 0) continue;
      kept.ordinals.push(ordinal);
      kept.counts.push(counts[index]!);
    }
  }
  if (rows > 0) database.run("DELETE FROM postings WHERE id >= ? AND id < ?", first, first + rows);
  if (kept.ordinals.length === 0) {
    database.run("DELETE FROM terms WHERE id = ?", id);
    return;
  }
  const bounds: Bound[] = [];
  const part = (from: number) => ({
    ordinals: kept.ordinals.slice(from, from + rowPostings),
    counts: kept.counts.slice(from, from + rowPostings),
  });
  let from = 0;
  for (; kept.ordinals.length - from >= rowPostings; from += rowPostings) {
    const full = part(from);
    database.run("INSERT INTO postings (id, data) VALUES (?, ?)", first + bounds.length, encodePostings(full));
    bounds.push(boundOf(full, lengthOf));
  }
  const filled = bounds.length;
  const rest = part(from);
  if (rest.ordinals.length > 0) bounds.push(boundOf(rest, lengthOf));
  database.run(
    "UPDATE terms SET rows = ?, bounds = coalesce(?, x''), tail = coalesce(?, x''), df = ? WHERE id = ?",
    filled,
    encodeBounds(bounds),
    encodePostings(rest),
    kept.ordinals.length,
    id,
  );
}
