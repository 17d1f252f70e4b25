import { createHash } from "node:crypto";
import type { Embedder, Tokenizer } from "@ragstone/core";
import { roundToHalf } from "./float16.js";
import { widener } from "./widen.js";

/** The query instruction of BGE v1.5, with and without the space that its authors put after it. */
const bgeInstruction = "Represent this sentence for searching relevant passages:";

/** Families of embedding models that are played. */
export type EmbeddingFamily = "gte" | "bge" | "qwen";

const seeds: Readonly<Record<EmbeddingFamily, number>> = { gte: 0x67_74_65, bge: 0x62_67_65, qwen: 0x71_77_65 };
/** What marks a query, up to the query itself. */
const queryMarks: Readonly<Record<EmbeddingFamily, RegExp | null>> = {
  gte: null,
  bge: new RegExp(`^${bgeInstruction}\\s*`, "u"),
  qwen: /^Instruct: .*\nQuery:\s*/u,
};

export interface EmbeddedText {
  /** 1024 half-precision values. */
  readonly vector: Float32Array;
  /** After truncation, special tokens included. */
  readonly tokens: number;
  /** Before truncation. */
  readonly fullTokens: number;
}

/**
 * GTE, BGE or Qwen3, played by a real embedder: its vectors widened to 1024 so that angles stay, in a space of the model's
 * own. GTE's vectors are not of unit length; the others' are.
 */
export class EmbeddingModel {
  readonly #embedder: Embedder;
  readonly #tokenizer: Tokenizer;
  readonly #family: EmbeddingFamily;
  readonly #widen: (vector: Float32Array) => Float64Array;
  readonly #query: Float64Array;

  constructor(embedder: Embedder, tokenizer: Tokenizer, family: EmbeddingFamily) {
    this.#embedder = embedder;
    this.#tokenizer = tokenizer;
    this.#family = family;
    this.#widen = widener(embedder.dimensions, seeds[family]);
    this.#query = this.#widen(hashVector("query", embedder.dimensions));
  }

  /** Tokens of a text as the endpoint counts them. */
  count(text: string): number {
    return this.#tokenizer.count(text) + this.#tokenizer.specialTokens;
  }

  /** Embeds texts, each cut at `windowTokens`. */
  async embed(texts: readonly string[], windowTokens: number): Promise<EmbeddedText[]> {
    const cut = texts.map((text) => this.#truncate(text, windowTokens));
    const plain = cut.map(({ text }) => text.replace(queryMarks[this.#family] ?? "", ""));
    const vectors = await this.#meanings(plain);
    return cut.map(({ text, tokens, fullTokens }, i) => {
      const wide = this.#widen(vectors[i]!);
      // An instruction moves a query a little, in one direction.
      if (this.#isQuery(text)) for (let d = 0; d < wide.length; d += 1) wide[d] = wide[d]! + 0.1 * this.#query[d]!;
      return { vector: this.#finish(wide, tokens), tokens, fullTokens };
    });
  }

  #isQuery(text: string): boolean {
    return queryMarks[this.#family]?.test(text) === true;
  }

  #truncate(text: string, windowTokens: number): { text: string; tokens: number; fullTokens: number } {
    const { specialTokens } = this.#tokenizer;
    const fullTokens = this.count(text);
    if (fullTokens <= windowTokens) return { text, tokens: fullTokens, fullTokens };
    const { offsets } = this.#tokenizer.encode(text);
    const last = offsets[Math.max(0, windowTokens - specialTokens - 1)];
    return { text: text.slice(0, last?.end ?? 0), tokens: windowTokens, fullTokens };
  }

  /** Unit vectors of the embedder; hashes where it has no vector. */
  async #meanings(texts: readonly string[]): Promise<Float32Array[]> {
    const meanings: Float32Array[] = [];
    for (let start = 0; start < texts.length; start += this.#embedder.maxBatch) {
      const { vectors } = await this.#embedder.embed(texts.slice(start, start + this.#embedder.maxBatch), {
        kind: "passage",
      });
      for (const [i, vector] of vectors.entries())
        meanings.push(vector ?? hashVector(texts[start + i]!, this.#embedder.dimensions));
    }
    return meanings;
  }

  #finish(wide: Float64Array, tokens: number): Float32Array {
    let squares = 0;
    for (const value of wide) squares += value * value;
    const length = Math.sqrt(squares);
    // GTE's lengths vary by text; about 17 to 24 here.
    const target = this.#family === "gte" ? 17 + (tokens % 8) : 1;
    const vector = new Float32Array(wide.length);
    for (let d = 0; d < wide.length; d += 1) vector[d] = roundToHalf(Math.fround((wide[d]! / length) * target));
    return vector;
  }
}

function hashVector(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (let block = 0; block * 32 < dimensions; block += 1) {
    const hash = createHash("sha256").update(`${block}\0${text}`).digest();
    for (let i = 0; i < 32 && block * 32 + i < dimensions; i += 1) vector[block * 32 + i] = hash[i]! - 127.5;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
