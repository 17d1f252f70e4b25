import { Document } from "@langchain/core/documents";
import { BaseRetriever } from "@langchain/core/retrievers";

/** As `BM25Retriever` of `@langchain/community` has them. */
const k1 = 1.2;
const b = 0.75;

/**
 * BM25 over all passages for each question, as the retriever of `@langchain/community` (which is no dependency here)
 * does it. It counts the words of the passages once, though, and not for every question, which would take seconds.
 */
export class Bm25Retriever extends BaseRetriever {
  override lc_namespace = ["ragstone", "bench"];
  readonly #texts: readonly string[];
  readonly #k: number;
  readonly #terms = new Map<string, number>();
  readonly #frequencies: number[] = [];
  readonly #passages: Uint32Array[];
  readonly #averageLength: number;

  constructor(texts: readonly string[], k: number) {
    super({});
    this.#texts = texts;
    this.#k = k;
    this.#passages = texts.map((text) => Uint32Array.from(wordsOf(text), (word) => this.#termOf(word)));
    for (const passage of this.#passages)
      for (const term of new Set(passage)) this.#frequencies[term] = (this.#frequencies[term] ?? 0) + 1;
    this.#averageLength = this.#passages.reduce((sum, { length }) => sum + length, 0) / Math.max(1, texts.length);
  }

  override async _getRelevantDocuments(query: string): Promise<Document[]> {
    const asked = wordsOf(query)
      .map((word) => this.#terms.get(word))
      .filter((term) => term !== undefined);
    const scored = this.#passages.map((passage, id) => ({ id, score: this.#score(passage, asked) }));
    scored.sort((one, other) => other.score - one.score);
    return scored.slice(0, this.#k).map(({ id }) => new Document({ pageContent: this.#texts[id]!, metadata: { id } }));
  }

  #score(passage: Uint32Array, asked: readonly number[]): number {
    let score = 0;
    for (const term of asked) {
      let count = 0;
      for (const other of passage) if (other === term) count += 1;
      if (count === 0) continue;
      const frequency = this.#frequencies[term]!;
      const idf = Math.log((this.#passages.length - frequency + 0.5) / (frequency + 0.5) + 1);
      score += (idf * (count * (k1 + 1))) / (count + k1 * (1 - b + (b * passage.length) / this.#averageLength));
    }
    return score;
  }

  #termOf(word: string): number {
    const known = this.#terms.get(word);
    if (known !== undefined) return known;
    this.#terms.set(word, this.#terms.size);
    return this.#terms.size - 1;
  }
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
