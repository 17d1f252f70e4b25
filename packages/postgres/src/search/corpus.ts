import { checkFilter, compileFilter, filterKey, type SearchFilter } from "@ragstone/core";
import { globMatcher } from "@ragstone/core/globs";
import type { Transaction } from "../connection/connection.js";
import { documentColumns, recordOf, type DocumentRow } from "../rows/rows.js";
import { PostingsCache } from "./postings-cache.js";
import type { Statistics } from "./rank.js";

/** The documents that a search may see, with the statistics that scores follow from. */
export interface Corpus extends Statistics {
  /** Rows of the documents, by path; `null` for all of the collection. */
  readonly documents: readonly number[] | null;
  /** Each once, in an order that depends on them alone. */
  readonly languages: readonly (string | null)[];
  /** Terms of the whole collection that were fetched since its last commit. */
  readonly fetched: PostingsCache;
}

export interface CorpusSource {
  readonly schema: string;
  readonly collection: number;
}

/** Scopes that are kept between two commits. */
const maxScopes = 32;

/** Counts of a collection as a transaction sees it. */
export interface CorpusTotals {
  /** Number of commits. */
  readonly changes: number;
  readonly chunks: number;
  readonly words: number;
}

/** What is remembered between two commits. */
class Generation {
  readonly corpora = new Map<string, Corpus>();
  readonly fetched = new PostingsCache();
  readonly changes: number;

  constructor(changes: number) {
    this.changes = changes;
  }
}

/** The corpora of one collection, remembered until something is committed. */
export class Corpora {
  readonly #source: CorpusSource;
  #generation = new Generation(-1);

  constructor(source: CorpusSource) {
    this.#source = source;
  }

  /** @throws {@link InvalidOptionError} for a filter that is not understood: it must not widen a scope */
  async of(transaction: Transaction, filter: SearchFilter | undefined, totals: CorpusTotals): Promise<Corpus> {
    // Read once, so that a key always matches its scope even if the caller changes the object.
    const checked = filter === undefined ? null : checkFilter(filter);
    const test = checked === null ? null : compileFilter(checked, globMatcher);
    const { changes, chunks, words } = totals;
    if (changes !== this.#generation.changes) this.#generation = new Generation(changes);
    // Another search may see another commit before this one goes on.
    const { corpora, fetched } = this.#generation;
    const key = checked === null ? "" : filterKey(checked);
    let corpus = corpora.get(key);
    if (corpus === undefined) {
      corpus =
        test === null
          ? { documents: null, languages: await this.#languages(transaction), ...statisticsOf(chunks, words), fetched }
          : scopeOf(
              (await visibleRows(transaction, this.#source)).filter((row) => test(recordOf(row))),
              fetched,
            );
      if (corpora.size >= maxScopes) corpora.clear();
      corpora.set(key, corpus);
    }
    return corpus;
  }

  async #languages(transaction: Transaction): Promise<(string | null)[]> {
    const { schema, collection } = this.#source;
    const { rows } = await transaction.query<{ language: string | null }>(
      `SELECT DISTINCT language FROM ${schema}.documents WHERE collection = $1`,
      [collection],
    );
    return rows.map(({ language }) => language).sort(byLanguage);
  }
}

/** Rows of all documents of a collection, by path. */
export async function visibleRows(
  transaction: Transaction,
  { schema, collection }: CorpusSource,
): Promise<DocumentRow[]> {
  const { rows } = await transaction.query<DocumentRow>(
    `SELECT ${documentColumns} FROM ${schema}.documents WHERE collection = $1 ORDER BY path, origin`,
    [collection],
  );
  return rows;
}

function scopeOf(rows: readonly DocumentRow[], fetched: PostingsCache): Corpus {
  const chunks = rows.reduce((sum, row) => sum + row.chunks, 0);
  const words = rows.reduce((sum, row) => sum + row.words, 0);
  const languages = [...new Set(rows.map(({ language }) => language))].sort(byLanguage);
  return { documents: rows.map(({ id }) => id), languages, ...statisticsOf(chunks, words), fetched };
}

function statisticsOf(chunks: number, words: number): Statistics {
  return { chunks, averageLength: chunks === 0 ? 1 : Math.max(1, words / chunks) };
}

function byLanguage(one: string | null, other: string | null): number {
  return (one ?? "") < (other ?? "") ? -1 : 1;
}
