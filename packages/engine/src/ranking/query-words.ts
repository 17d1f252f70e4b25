import { contentWords } from "./content-words.js";
import { lowerWords } from "./lower-words.js";
import type { WordTable } from "./word-table.js";

/** A query as passages are compared with it. */
export interface QueryWords {
  /** Distinct words that carry its topic, by their numbers in the table. */
  readonly words: readonly number[];
  /** Rarity of each, as shares of all: their sum is 1. */
  readonly weights: readonly number[];
  /** These words in the query's order, repetitions included, as positions in `words`. */
  readonly sequence: readonly number[];
  /** Of all its words; `null` without one that the model knows. */
  readonly vector: Float32Array | null;
}

/** Share of a word that occurs in no chunk, for its rarity. */
const smoothing = 1e-4;

/** Most words of a query that passages are compared with: a pasted page asks for its first ones. */
const maxWords = 64;

/** @param sharesOf - share of the chunks that contain each word */
export async function queryWords(
  query: string,
  table: WordTable,
  sharesOf: (words: readonly string[]) => Promise<ReadonlyMap<string, number>>,
): Promise<QueryWords> {
  const all = lowerWords(query);
  const written = contentWords(all).slice(0, maxWords);
  const positions = new Map<number, number>();
  const distinct: string[] = [];
  const sequence = written.map((word) => {
    const stem = table.stemOf(table.numberOf(word));
    const known = positions.get(stem);
    if (known !== undefined) return known;
    positions.set(stem, distinct.length);
    return distinct.push(word) - 1;
  });
  const shares = await sharesOf(distinct);
  const rarities = distinct.map((word) => rarityOf(shares.get(word) ?? 0));
  const sum = rarities.reduce((total, rarity) => total + rarity, 0);
  return {
    words: distinct.map((word) => table.numberOf(word)),
    weights: rarities.map((rarity) => rarity / sum),
    sequence,
    vector: table.vectorOf(table.tokensOf(all.slice(0, maxWords * 4).map((word) => table.numberOf(word)))),
  };
}

/** The idf of Lucene's BM25, from a share. */
function rarityOf(share: number): number {
  return Math.log(1 + (1 - share + smoothing) / (share + smoothing));
}
