import type { Connection } from "../connection/connection.js";
import type { CorpusSource } from "../search/corpus.js";

/** Terms that a writer remembers as stored: 10 MB. */
const maxRemembered = 200_000;

/**
 * The terms of a collection that typos are compared with. They are stored before a document that contains them and
 * outside of its transaction, so that writers of documents with the same new words do not wait for each other.
 */
export class StoredTerms {
  readonly #source: CorpusSource & { readonly connection: Connection };
  readonly #known = new Set<string>();
  #hasRemoved = false;

  constructor(source: CorpusSource & { readonly connection: Connection }) {
    this.#source = source;
  }

  async store(terms: Iterable<string>, signal: AbortSignal | undefined): Promise<void> {
    const { schema, collection, connection } = this.#source;
    // In one order, so that two writers of the same terms do not wait for each other.
    const added = [...terms].filter((term) => !this.#known.has(term)).sort();
    if (added.length === 0) return;
    await connection.write(
      (transaction) =>
        transaction.query(`INSERT INTO ${schema}.terms SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING`, [
          collection,
          added,
        ]),
      signal,
    );
    if (this.#known.size > maxRemembered) this.#known.clear();
    for (const term of added) this.#known.add(term);
  }

  /** Notes that documents were removed, and with them perhaps the last that contains a term. */
  removed(): void {
    this.#hasRemoved = true;
  }

  /** Drops terms that no document contains any more. Only while nobody else writes. */
  async prune(): Promise<void> {
    const { schema, collection, connection } = this.#source;
    if (!this.#hasRemoved) return;
    await connection.write((transaction) =>
      transaction.query(
        `DELETE FROM ${schema}.terms t WHERE collection = $1 AND NOT EXISTS (
          SELECT FROM ${schema}.postings p WHERE p.collection = $1 AND p.term = t.term)`,
        [collection],
      ),
    );
    this.#known.clear();
    this.#hasRemoved = false;
  }
}
