import type { Database } from "./database.js";

type Counter =
  | "generation"
  | "next_ordinal"
  | "next_document"
  | "next_slot"
  | "merges"
  | "epoch"
  | "segment_size"
  | "updated"
  | "collected";

/** The counters of an index. Read them inside a transaction. */
export class Meta {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get(key: Counter): number {
    return this.#database.get<{ value: number }>("SELECT value FROM meta WHERE key = ?", key)?.value ?? 0;
  }

  set(key: Counter, value: number): void {
    this.#database.run(
      "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      key,
      value,
    );
  }

  /** Unique to this index, unlike any earlier or later one in the same place. */
  get identity(): string {
    return this.#database.get<{ value: string }>("SELECT value FROM meta WHERE key = 'identity'")?.value ?? "";
  }

  /** Starts a change: everything that it writes carries the generation returned. */
  begin(): number {
    const generation = this.get("generation") + 1;
    this.set("generation", generation);
    this.set("updated", Date.now());
    return generation;
  }
}
