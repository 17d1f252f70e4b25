import { compileFilter, type SearchFilter } from "@ragstone/core";
import { globMatcher } from "@ragstone/core/globs";
import type { Transaction } from "../connection/connection.js";
import { documentColumns, recordOf, type DocumentRow } from "../rows/rows.js";
import type { Statistics } from "./rank.js";

/** The documents that a search may see, with the statistics that scores follow from. */
export interface Corpus extends Statistics {
  /** Rows of the documents, by path; `null` for all of the collection. */
  readonly documents: readonly number[] | null;
  /** Each once, in an order that depends on them alone. */
  readonly languages: readonly (string | null)[];
}

export interface CorpusSource {
  readonly schema: string;
  readonly collection: number;
}

/** Scopes that are kept between two commits. */
const maxScopes = 32;

/** The corpora of one collection, remembered until something is committed. */
export class Corpora {
  readonly #source: CorpusSource;
  readonly #known = new Map<string, Corpus>();
  #changes = -1;

  constructor(source: CorpusSource) {
    this.#source = source;
  }

  /** @throws {@link InvalidOptionError} for a filter that is not understood: it must not widen a scope */
  async of(transaction: Transaction, filter: SearchFilter | undefined): Promise<Corpus> {
    const test = filter === undefined ? null : compileFilter(filter, globMatcher);
    const { changes, chunks, words } = await this.#totals(transaction);
    if (changes !== this.#changes) this.#known.clear();
    this.#changes = changes;
    const key = JSON.stringify(filter) ?? "";
    let corpus = this.#known.get(key);
    if (corpus === undefined) {
      corpus =
        test === null
          ? { documents: null, languages: await this.#languages(transaction), ...statisticsOf(chunks, words) }
          : scopeOf((await visibleRows(transaction, this.#source)).filter((row) => test(recordOf(row))));
      if (this.#known.size >= maxScopes) this.#known.clear();
      this.#known.set(key, corpus);
    }
    return corpus;
  }

  async #totals(transaction: Transaction): Promise<{ changes: number; chunks: number; words: number }> {
    const { schema, collection } = this.#source;
    const { rows } = await transaction.query<{ changes: number; chunks: number; words: number }>(
      `SELECT coalesce(sum(changes), 0)::bigint AS changes, coalesce(sum(chunks), 0)::bigint AS chunks,
        coalesce(sum(words), 0)::bigint AS words FROM ${schema}.totals WHERE collection = $1`,
      [collection],
    );
    return rows[0]!;
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

function scopeOf(rows: readonly DocumentRow[]): Corpus {
  const chunks = rows.reduce((sum, row) => sum + row.chunks, 0);
  const words = rows.reduce((sum, row) => sum + row.words, 0);
  const languages = [...new Set(rows.map(({ language }) => language))].sort(byLanguage);
  return { documents: rows.map(({ id }) => id), languages, ...statisticsOf(chunks, words) };
}

function statisticsOf(chunks: number, words: number): Statistics {
  return { chunks, averageLength: chunks === 0 ? 1 : Math.max(1, words / chunks) };
}

function byLanguage(one: string | null, other: string | null): number {
  return (one ?? "") < (other ?? "") ? -1 : 1;
}
