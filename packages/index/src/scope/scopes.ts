import { checkFilter, compileFilter, filterKey, type SearchFilter } from "@ragstone/core";
import { globMatcher } from "@ragstone/core/globs";
import type { Database } from "../store/database.js";
import type { TextIndex } from "../text/text-index.js";
import type { ChunkTable } from "../store/chunk-table.js";
import { Scope } from "./scope.js";

/** Memory of the scopes that are kept: 64 tenants of 100,000 chunks, 1,000 of 5,000. */
const defaultMaxBytes = 32_000_000;

/** The scopes used last, of one generation: a view asks for the same one each time. */
export class Scopes {
  /** Least recently used first. */
  readonly #scopes = new Map<string, Scope>();
  readonly #maxBytes: number;
  #bytes = 0;
  #table: ChunkTable | null = null;
  #generation: number | null = null;

  constructor(maxBytes = defaultMaxBytes) {
    this.#maxBytes = maxBytes;
  }

  /**
   * Call inside a transaction, with the table and the text index of this moment.
   *
   * @throws {@link InvalidOptionError} for a filter that is not understood
   */
  of(database: Database, table: ChunkTable, index: TextIndex, filter: SearchFilter): Scope {
    if (table !== this.#table || table.generation !== this.#generation) this.#clear();
    this.#table = table;
    this.#generation = table.generation;
    // Read once, so that a key always matches its scope even if the caller changes the object.
    const checked = checkFilter(filter);
    const key = filterKey(checked);
    const known = this.#scopes.get(key);
    if (known !== undefined) {
      this.#scopes.delete(key);
      this.#scopes.set(key, known);
      return known;
    }
    const scope = new Scope(database, table, index, compileFilter(checked, globMatcher));
    this.#scopes.set(key, scope);
    this.#bytes += scope.bytes;
    for (const [oldest, { bytes }] of this.#scopes) {
      if (this.#bytes <= this.#maxBytes || oldest === key) break;
      this.#scopes.delete(oldest);
      this.#bytes -= bytes;
    }
    return scope;
  }

  #clear(): void {
    this.#scopes.clear();
    this.#bytes = 0;
  }
}
