import type { FilterTest, Metadata } from "@ragstone/core";
import type { Database } from "../store/database.js";
import { unpackText, type PackedText } from "../store/pack-text.js";
import { ScopedTerms } from "../text/scoped-terms.js";
import type { TextIndex } from "../text/text-index.js";
import type { ChunkTable } from "../store/chunk-table.js";
import type { Corpus } from "../text/corpus.js";
import { byPath } from "./path-order.js";

interface Row {
  readonly id: number;
  readonly first: number;
  readonly count: number;
  readonly path: PackedText;
  readonly media_type: string;
  readonly modified: number | null;
  readonly metadata: string;
  readonly origin: string;
  readonly language: string | null;
}

interface Visible extends Pick<Row, "id" | "first" | "count" | "origin" | "language"> {
  readonly path: string;
}

/**
 * The chunks that a filter admits, as if the index contained no others: nothing in it depends on hidden documents, nor
 * on the order in which visible ones were added.
 */
export class Scope implements Corpus {
  /** 1 by ordinal for the chunks. */
  readonly mask: Uint8Array;
  readonly chunks: number;
  readonly averageLength: number;
  readonly languages: readonly (string | null)[];
  readonly terms: ScopedTerms;
  readonly #table: ChunkTable;
  /** Position of each visible document in the order of paths. */
  readonly #ranks: ReadonlyMap<number, number>;
  #slots: Int32Array | null = null;

  /** Call inside a transaction. */
  constructor(database: Database, table: ChunkTable, index: TextIndex, test: FilterTest) {
    const visible = visibleDocuments(database, test);
    this.#table = table;
    this.mask = new Uint8Array(table.end);
    let chunks = 0;
    let length = 0;
    for (const { first, count } of visible) {
      this.mask.fill(1, first, first + count);
      chunks += count;
      for (let ordinal = first; ordinal < first + count; ordinal += 1) length += table.length[ordinal]!;
    }
    this.chunks = chunks;
    this.averageLength = chunks === 0 ? 1 : Math.max(1, length / chunks);
    const languages = new Set(visible.map(({ language }) => language));
    this.languages = [...languages].sort((one, other) => ((one ?? "") < (other ?? "") ? -1 : 1));
    this.terms = new ScopedTerms(index, this.mask);
    this.#ranks = new Map(visible.map(({ id }, rank) => [id, rank]));
  }

  /** Slots of the visible chunks' vectors, ascending, each once. */
  get slots(): Int32Array {
    if (this.#slots !== null) return this.#slots;
    const slots = new Set<number>();
    for (let ordinal = this.mask.indexOf(1); ordinal >= 0; ordinal = this.mask.indexOf(1, ordinal + 1))
      if (this.#table.slot[ordinal]! >= 0) slots.add(this.#table.slot[ordinal]!);
    this.#slots = Int32Array.from(slots).sort();
    return this.#slots;
  }

  /** By path, then by position in the document. */
  compare(one: number, other: number): number {
    const { document } = this.#table;
    return this.#ranks.get(document[one]!)! - this.#ranks.get(document[other]!)! || one - other;
  }

  /** Approximate memory use. */
  get bytes(): number {
    return this.mask.length + this.chunks * 4 + this.#ranks.size * 40;
  }
}

function visibleDocuments(database: Database, test: FilterTest): Visible[] {
  const visible: Visible[] = [];
  for (const row of database.all<Row>(
    "SELECT id, first, count, path, media_type, modified, metadata, origin, language FROM documents",
  )) {
    const path = unpackText(row.path);
    const facts = {
      path,
      mediaType: row.media_type,
      modifiedMs: row.modified,
      get metadata() {
        return JSON.parse(row.metadata) as Metadata;
      },
    };
    const { id, first, count, origin, language } = row;
    if (test(facts)) visible.push({ id, first, count, origin, language, path });
  }
  return visible.sort(byPath);
}
