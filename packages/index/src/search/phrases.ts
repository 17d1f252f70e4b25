import type { Database } from "../store/database.js";
import { unpackText, type PackedText } from "../store/pack-text.js";
import { analyzerFor } from "@ragstone/tokenizers/words";
import type { ChunkTable } from "../store/chunk-table.js";

/**
 * Tests whether chunks contain phrases: the phrase's words, stemmed by the document's language, in sequence.
 */
export class PhraseTest {
  readonly #database: Pick<Database, "get">;
  readonly #table: Pick<ChunkTable, "document">;
  readonly #phrases: readonly string[];
  readonly #languages = new Map<number, string | null>();
  readonly #known = new Map<number, boolean>();

  constructor(database: Pick<Database, "get">, table: Pick<ChunkTable, "document">, phrases: readonly string[]) {
    this.#database = database;
    this.#table = table;
    this.#phrases = phrases;
  }

  /** Chunks that were read. */
  get read(): number {
    return this.#known.size;
  }

  holds(ordinal: number): boolean {
    let known = this.#known.get(ordinal);
    if (known === undefined) this.#known.set(ordinal, (known = this.#holds(ordinal)));
    return known;
  }

  #holds(ordinal: number): boolean {
    const document = this.#table.document[ordinal]!;
    let language = this.#languages.get(document);
    if (language === undefined) {
      language =
        this.#database.get<{ language: string | null }>("SELECT language FROM documents WHERE id = ?", document)
          ?.language ?? null;
      this.#languages.set(document, language);
    }
    const analyzer = analyzerFor(language);
    const row = this.#database.get<{ text: PackedText; headings: string | null }>(
      "SELECT text, headings FROM chunks WHERE ordinal = ?",
      ordinal,
    );
    if (row === undefined) return false;
    const runs = [unpackText(row.text), ...(row.headings === null ? [] : (JSON.parse(row.headings) as string[]))].map(
      (text) => analyzer.terms(text),
    );
    return this.#phrases.every((phrase) => {
      const terms = analyzer.terms(phrase);
      return runs.some((run) => follows(run, terms));
    });
  }
}

function follows(run: readonly string[], terms: readonly string[]): boolean {
  for (
    let from = run.indexOf(terms[0]!);
    from !== -1 && from + terms.length <= run.length;
    from = run.indexOf(terms[0]!, from + 1)
  ) {
    if (terms.every((term, at) => run[from + at] === term)) return true;
  }
  return terms.length === 0;
}
