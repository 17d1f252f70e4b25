import { checkFilter, compileFilter, filterKey, type SearchFilter } from "@ragstone/core";
import { globMatcher } from "@ragstone/core/globs";
import type { Connection } from "../connection/connection.js";
import { publicRecord } from "../documents/stored-document.js";
import type { Snapshot } from "../ledger/snapshot.js";
import { visibleRecords } from "../documents/records.js";

/** The documents that a search may see, with the statistics that scores follow from. */
export interface Corpus {
  /** The clauses of a query that finds their chunks alone. */
  readonly filter: readonly object[];
  readonly isScoped: boolean;
  readonly chunks: number;
  /** Mean number of words of a chunk, at least 1. */
  readonly averageLength: number;
  /** Each once, in an order that depends on them alone. */
  readonly languages: readonly (string | null)[];
}

/** Scopes that are kept between two commits. */
const maxScopes = 32;

/** The corpora of one collection, remembered until something is committed. */
export class Corpora {
  readonly #connection: Connection;
  readonly #known = new Map<string, Corpus>();
  #state = "";

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @throws {@link InvalidOptionError} for a filter that is not understood: it must not widen a scope */
  async of(snapshot: Snapshot, filter: SearchFilter | undefined, signal?: AbortSignal): Promise<Corpus> {
    // Read once, so that a key always matches its scope even if the caller changes the object.
    const checked = filter === undefined ? null : checkFilter(filter);
    const test = checked === null ? null : compileFilter(checked, globMatcher);
    const { totals, languages, changes, indices } = snapshot.state;
    if (checked === null || test === null)
      return {
        filter: snapshot.filter,
        isScoped: false,
        languages: Object.keys(languages)
          .sort()
          .map((language) => language || null),
        ...statisticsOf(totals),
      };
    const state = `${indices.chunks} ${changes}`;
    if (state !== this.#state) this.#known.clear();
    this.#state = state;
    const key = filterKey(checked);
    const standing = this.#known.get(key);
    if (standing !== undefined) return standing;
    const scope = await this.#scope(snapshot, test, signal);
    if (this.#known.size >= maxScopes) this.#known.clear();
    if (this.#state === state) this.#known.set(key, scope);
    return scope;
  }

  async #scope(
    snapshot: Snapshot,
    test: ReturnType<typeof compileFilter>,
    signal: AbortSignal | undefined,
  ): Promise<Corpus> {
    const generations: number[] = [];
    const languages = new Set<string | null>();
    let [chunks, words] = [0, 0];
    for await (const record of visibleRecords(this.#connection, snapshot, signal)) {
      if (!test(publicRecord(record))) continue;
      generations.push(record.generation);
      languages.add(record.language);
      chunks += record.chunks;
      words += record.words;
    }
    return {
      // Only generations of the snapshot, which never change.
      filter: [{ terms: { generation: generations } }],
      isScoped: true,
      languages: [...languages].sort((one, other) => ((one ?? "") < (other ?? "") ? -1 : 1)),
      ...statisticsOf({ chunks, words }),
    };
  }
}

function statisticsOf({ chunks, words }: { readonly chunks: number; readonly words: number }): {
  readonly chunks: number;
  readonly averageLength: number;
} {
  return { chunks, averageLength: chunks === 0 ? 1 : Math.max(1, words / chunks) };
}
