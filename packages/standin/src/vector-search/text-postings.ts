import type { JsonObject } from "../options/json.js";

/** Okapi BM25's usual constants (Robertson and Zaragoza 2009, section 3). */
const saturation = 1.2;
const lengthWeight = 0.75;

interface ColumnPostings {
  readonly rows: Map<string, Map<string, number>>;
  readonly lengths: Map<string, number>;
  words: number;
}

/** Words of the text columns of an index. Statistics are those of the whole index, whatever a query filters. */
export class TextPostings {
  readonly #columns = new Map<string, ColumnPostings>();

  add(key: string, row: JsonObject): void {
    for (const [column, value] of Object.entries(row)) {
      if (typeof value !== "string") continue;
      const postings = this.#column(column);
      const words = wordsOf(value);
      postings.lengths.set(key, words.length);
      postings.words += words.length;
      for (const word of words) {
        const rows = postings.rows.get(word) ?? new Map<string, number>();
        postings.rows.set(word, rows.set(key, (rows.get(key) ?? 0) + 1));
      }
    }
  }

  remove(key: string, row: JsonObject): void {
    for (const [column, value] of Object.entries(row)) {
      if (typeof value !== "string") continue;
      const postings = this.#column(column);
      postings.words -= postings.lengths.get(key) ?? 0;
      postings.lengths.delete(key);
      for (const word of new Set(wordsOf(value))) {
        const rows = postings.rows.get(word);
        rows?.delete(key);
        if (rows?.size === 0) postings.rows.delete(word);
      }
    }
  }

  /** BM25 by primary key of the rows that contain a word of the query in one of the columns; all if `null`. */
  scores(query: string, columns: readonly string[] | null): Map<string, number> {
    const scores = new Map<string, number>();
    for (const column of columns ?? this.#columns.keys()) {
      const { rows, lengths, words } = this.#column(column);
      const average = Math.max(1, words / Math.max(1, lengths.size));
      for (const word of new Set(wordsOf(query))) {
        const found = rows.get(word);
        if (found === undefined) continue;
        const rarity = Math.log(1 + (lengths.size - found.size + 0.5) / (found.size + 0.5));
        for (const [key, count] of found) {
          const length = 1 - lengthWeight + (lengthWeight * (lengths.get(key) ?? 0)) / average;
          const score = (rarity * count * (saturation + 1)) / (count + saturation * length);
          scores.set(key, (scores.get(key) ?? 0) + score);
        }
      }
    }
    return scores;
  }

  #column(name: string): ColumnPostings {
    let postings = this.#columns.get(name);
    if (postings === undefined) {
      postings = { rows: new Map(), lengths: new Map(), words: 0 };
      this.#columns.set(name, postings);
    }
    return postings;
  }
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
