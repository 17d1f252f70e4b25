import { pathWords } from "@ragstone/core";
import { analyzerFor, maxPathChunks, pathWeight } from "@ragstone/tokenizers/words";
import type { ChunkTable } from "../store/chunk-table.js";
import type { Database } from "../store/database.js";
import { unpackText, type PackedText } from "../store/pack-text.js";
import type { Corpus } from "./corpus.js";
import type { QueryTerm } from "./rank.js";
import { postingsOf } from "./text-index.js";

interface PathRow {
  readonly id: number;
  readonly path: PackedText;
  readonly language: string | null;
}

/**
 * The words of the documents' folders and names, a field of its own in the text search. They are kept in memory: a move
 * changes them without touching the postings.
 */
export class PathTerms {
  /** Documents by term, among them some that are gone. */
  readonly #documents = new Map<string, number[]>();
  readonly #paths = new Map<number, string>();
  #generation = -1;

  /** Reads the changes since its generation. Call inside a transaction. */
  refresh(database: Database, table: ChunkTable): void {
    if (this.#generation === table.generation) return;
    const rows = this.#changed(database, table);
    for (const { id, path, language } of rows) {
      const written = unpackText(path);
      this.#paths.set(id, written);
      for (const term of new Set(analyzerFor(language).terms(pathWords(written)))) {
        const known = this.#documents.get(term);
        if (known === undefined) this.#documents.set(term, [id]);
        else known.push(id);
      }
    }
    this.#generation = table.generation;
  }

  /** The given terms of a query where paths contain them. */
  queryTerms(terms: readonly QueryTerm[], corpus: Corpus, table: ChunkTable): QueryTerm[] {
    return terms.flatMap(({ postings: { term }, weight }) => {
      const ordinals = this.#chunks(term, corpus, table);
      if (ordinals.length === 0) return [];
      const postings = postingsOf(
        `/${term}`,
        ordinals,
        ordinals.map(() => 1),
      );
      return [{ postings, weight: weight * pathWeight, df: postings.df }];
    });
  }

  /** Whether the path of a document in the corpus contains a word. */
  has(word: string, corpus: Corpus, table: ChunkTable): boolean {
    const forms = corpus.languages.map((language) => analyzerFor(language).terms(word));
    return forms.some((terms) =>
      terms.every((term) => this.#documents.get(term)?.some((id) => isVisible(id, corpus, table))),
    );
  }

  /** Order of two chunks by path, whatever order their documents were indexed in. */
  compare(one: number, other: number, { document }: ChunkTable): number {
    const [a, b] = [this.#paths.get(document[one]!) ?? "", this.#paths.get(document[other]!) ?? ""];
    return a === b ? one - other : a < b ? -1 : 1;
  }

  /** Documents that are new to it; all of them where one was moved, after dropping what it knows. */
  #changed(database: Database, table: ChunkTable): PathRow[] {
    const rows = (since: number) =>
      database.all<PathRow>("SELECT id, path, language FROM documents WHERE generation > ?", since);
    const changed = rows(this.#generation);
    const known = changed.filter(({ id }) => this.#paths.has(id));
    const isOutgrown = this.#paths.size > 2 * table.documentCount + 1000;
    if (!isOutgrown && known.every(({ id, path }) => this.#paths.get(id) === unpackText(path)))
      return changed.filter(({ id }) => !this.#paths.has(id));
    this.#documents.clear();
    this.#paths.clear();
    return rows(-1);
  }

  /** Ascending; none where there are too many. */
  #chunks(term: string, corpus: Corpus, table: ChunkTable): number[] {
    const spans = (this.#documents.get(term) ?? [])
      .filter((id) => isVisible(id, corpus, table))
      .map((id) => table.span(id)!);
    if (spans.reduce((sum, { count }) => sum + count, 0) > maxPathChunks) return [];
    return spans
      .toSorted((one, other) => one.first - other.first)
      .flatMap(({ first, count }) => Array.from({ length: count }, (_, at) => first + at));
  }
}

function isVisible(id: number, { mask }: Corpus, table: ChunkTable): boolean {
  const span = table.span(id);
  return span !== undefined && span.count > 0 && (mask === null || mask[span.first] === 1);
}
