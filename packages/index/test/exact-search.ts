import { sampleVector } from "@ragstone/testkit";
import { exactBm25 } from "./exact-bm25.js";

/** Words of the exact model with their terms in English. Those in {@link formWords} only say how a question is put. */
const forms = {
  ship: "ship",
  line: "line",
  key: "kei",
  keys: "kei",
  rotates: "rotat",
  rotation: "rotat",
  soup: "soup",
  x1: "x1",
  the: "the",
  is: "is",
} as const;

const formWords: ReadonlySet<string> = new Set(["the", "is"]);

/** The words that texts and queries of the exact model consist of, joined by single spaces. */
export const modelWords = Object.keys(forms) as (keyof typeof forms)[];

/** Chunks that begin with this word have no vector. */
export const withoutVector = "x1";

export interface ModelChunk {
  readonly path: string;
  readonly start: number;
  readonly text: string;
  readonly modifiedMs: number;
}

export interface ModelQuery {
  readonly words: readonly string[];
  /** Words in double quotes, next to the others. */
  readonly phrase: readonly string[];
  readonly k: number;
  /** Whether a vector fills the list, so that words of form need not. */
  readonly hasVector: boolean;
}

export function termsOf(words: readonly string[]): string[] {
  return words.map((word) => forms[word as keyof typeof forms]);
}

/** Weight of a word in a path against one in a text. */
const pathWeight = 0.5;

/** Terms of the folders and the name, which are joined by slashes and spaces. */
function pathTermsOf(path: string): string[] {
  return termsOf(path.replace(/\.md$/, "").split(/[/ ]/)).filter((term) => term !== undefined);
}

/** Cosine of a chunk's vector, `null` where it has none. */
export function exactCosine({ text }: ModelChunk, query: Float32Array): number | null {
  if (text.startsWith(withoutVector)) return null;
  return sampleVector(text).reduce((sum, value, at) => sum + value * query[at]!, 0);
}

/**
 * The text score of every chunk, as if there were no others: results are the `k` best above 0. Imports nothing of the
 * search under test.
 */
export function exactTextSearch(chunks: readonly ModelChunk[], query: ModelQuery): number[] {
  const { words, phrase, k } = query;
  const all = [...words, ...phrase];
  const content = all.filter((word) => !formWords.has(word));
  const searched = phrase.length > 0 || content.length === 0 ? all : content;
  const counted = chunks.map(({ text }) => ({ terms: termsOf(text.split(" ")), words: text.split(" ").length }));
  const inTexts = exactBm25(counted, termsOf(searched));
  const quoting = chunksWithPhrase(chunks, phrase);
  if (quoting.includes(true)) return inTexts.map((score, at) => (quoting[at]! ? score : 0));
  const named = counted.map(({ words }, at) => ({ words, terms: pathTermsOf(chunks[at]!.path) }));
  const inPaths = exactBm25(named, termsOf(searched));
  const scores = inTexts.map((score, at) => score + pathWeight * inPaths[at]!);
  if (phrase.length > 0) return scores;
  const found = scores.filter((score) => score > 0);
  if (query.hasVector || found.length === 0 || found.length >= k) return scores;
  const others = all.filter((word) => !searched.includes(word));
  const fill = exactBm25(counted, termsOf(others));
  const least = Math.min(...found);
  const best = Math.max(...fill);
  return scores.map((score, at) => (score > 0 || fill[at] === 0 ? score : (least * fill[at]!) / (best * 1000)));
}

/** Which chunks contain the phrase; none where there is no phrase. With one of them, a search finds no others. */
export function chunksWithPhrase(chunks: readonly ModelChunk[], phrase: readonly string[]): boolean[] {
  const quoted = ` ${termsOf(phrase).join(" ")} `;
  return chunks.map(({ text }) => phrase.length > 0 && ` ${termsOf(text.split(" ")).join(" ")} `.includes(quoted));
}

/** The `k` highest numbers, highest first. */
export function highest(numbers: readonly (number | null)[], k: number): number[] {
  return numbers
    .filter((each) => each !== null)
    .sort((one, other) => other - one)
    .slice(0, k);
}
