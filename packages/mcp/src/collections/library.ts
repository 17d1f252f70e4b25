import { InvalidOptionError, type SearchFilter } from "@ragstone/core";
import type { McpCollection } from "./mcp-collection.js";
import { OpenCollection } from "./open-collection.js";

/** The collections of a server. */
export class Library {
  readonly collections: readonly OpenCollection[];

  /** @throws {@link InvalidOptionError} without collections, or if two share a name */
  constructor(
    collections: readonly McpCollection[],
    rules: { readonly filter?: SearchFilter | undefined; readonly sync: boolean },
  ) {
    const names = collections.map(({ name }) => name);
    if (names.length === 0 || new Set(names).size < names.length)
      throw new InvalidOptionError("collections", names, "at least one collection, each with a name of its own");
    this.collections = collections.map((collection) => new OpenCollection(collection, rules));
  }

  /**
   * The named collection, or all.
   *
   * @throws {@link InvalidOptionError} for a name that no collection has
   */
  select(name: string | undefined): readonly OpenCollection[] {
    if (name === undefined) return this.collections;
    const found = this.collections.filter((collection) => collection.name === name);
    if (found.length > 0) return found;
    const names = this.collections.map((collection) => JSON.stringify(collection.name)).join(" or ");
    throw new InvalidOptionError("collection", name, names, "Leave it out to use all collections.");
  }

  /** Stops background work; committed documents stay. */
  async close(): Promise<void> {
    await Promise.all(this.collections.map((collection) => collection.close()));
  }
}
