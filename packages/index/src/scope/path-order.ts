import type { Database } from "../store/database.js";
import { unpackText, type PackedText } from "../store/pack-text.js";
import type { ChunkTable } from "../store/chunk-table.js";

interface Named {
  readonly path: string;
  readonly origin: string;
}

/**
 * The order of the whole index's chunks whose scores are equal: by path, then by position in the document, so that it
 * does not depend on when a document was added. Paths are read at the first tie after a commit.
 */
export class PathOrder {
  readonly #database: Database;
  readonly #table: ChunkTable;
  readonly #generation: number;
  #ranks: ReadonlyMap<number, number> | null = null;

  constructor(database: Database, table: ChunkTable) {
    this.#database = database;
    this.#table = table;
    this.#generation = table.generation;
  }

  /** Whether it still holds for a table. */
  isOf(table: ChunkTable): boolean {
    return table === this.#table && table.generation === this.#generation;
  }

  /** Call inside a transaction. */
  compare(one: number, other: number): number {
    const { document } = this.#table;
    if (document[one] === document[other]) return one - other;
    this.#ranks ??= ranks(this.#database);
    return this.#ranks.get(document[one]!)! - this.#ranks.get(document[other]!)!;
  }
}

function ranks(database: Database): Map<number, number> {
  const documents = database
    .all<{ id: number; path: PackedText; origin: string }>("SELECT id, path, origin FROM documents")
    .map(({ id, path, origin }) => ({ id, path: unpackText(path), origin }));
  return new Map(documents.sort(byPath).map(({ id }, rank) => [id, rank]));
}

/** Paths by code unit; of one path, origins. */
export function byPath(one: Named, other: Named): number {
  return order(one.path, other.path) || order(one.origin, other.origin);
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
