import type { Database } from "../store/database.js";
import { unpackText, type PackedText } from "../store/pack-text.js";
import { holdsPhrases } from "@ragstone/tokenizers/words";
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
    const row = this.#database.get<{ text: PackedText; headings: string | null }>(
      "SELECT text, headings FROM chunks WHERE ordinal = ?",
      ordinal,
    );
    if (row === undefined) return false;
    const headings = row.headings === null ? [] : (JSON.parse(row.headings) as string[]);
    return holdsPhrases([unpackText(row.text), ...headings], this.#phrases, language);
  }
}
