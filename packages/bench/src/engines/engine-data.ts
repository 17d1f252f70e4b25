import type { Embedder, SearchFilter } from "@ragstone/core";
import { passages, questions } from "../corpus/passages.js";
import type { Article } from "../corpus/prose.js";

/** Passages with their vectors, and questions with theirs: the same for every engine. */
export interface EngineData {
  readonly texts: readonly string[];
  /** One for each text. */
  readonly vectors: readonly Float32Array[];
  readonly asked: readonly Question[];
}

export interface Question {
  readonly text: string;
  readonly vector: Float32Array;
}

/** Of a hundred folders; documents are dealt out in turn. */
const folders = 100;
const perDocument = 25;

export const pathOf = (document: number): string => `tenants/${document % folders}/${document}.txt`;
/** Lets 2 % of the documents through. */
export const narrowFilter: SearchFilter = { pathPrefix: ["tenants/7", "tenants/70"] };
/** Whether {@link narrowFilter} lets a text through. */
export const isNarrow = (text: number): boolean => [7, 70].includes(Math.floor(text / perDocument) % folders);

export async function engineData(
  embedder: Embedder,
  articles: readonly Article[],
  sizes: { readonly chunks: number; readonly queries: number },
): Promise<EngineData> {
  const texts = passages(articles, sizes.chunks);
  const vectors: Float32Array[] = [];
  for (let from = 0; from < texts.length; from += 1000)
    vectors.push(...(await vectorsOf(embedder, texts.slice(from, from + 1000), "passage")));
  const words = [...new Set(questions(articles, sizes.queries * 4))].slice(0, sizes.queries);
  const queries = await vectorsOf(embedder, words, "query");
  return { texts, vectors, asked: words.map((text, at) => ({ text, vector: queries[at]! })) };
}

async function vectorsOf(embedder: Embedder, texts: readonly string[], kind: "passage" | "query") {
  const { vectors } = await embedder.embed(texts, { kind });
  return vectors.map((vector) => vector ?? new Float32Array(embedder.dimensions));
}

/** The product with a vector's `k`-th nearest text, by comparing each that the test lets through. */
export function productOfNearest(
  vectors: readonly Float32Array[],
  query: Float32Array,
  k: number,
  isSeen: (text: number) => boolean = () => true,
): number {
  const products = Float64Array.from(vectors.filter((_, at) => isSeen(at)), (vector) => product(vector, query)); // prettier-ignore
  return products.sort().at(-k)!;
}

export function product(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) sum += one[index]! * other[index]!;
  return sum;
}
