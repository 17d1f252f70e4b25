import { wordPiece } from "@ragstone/tokenizers";
import { sharedStaticSum } from "./shared-static-sum.js";
import type { StaticSum } from "./static-sum.js";

/** The built-in model for comparing words and sentences with each other, token by token. */
export interface StaticWords {
  /** The tokens of a word. */
  tokensOf(word: string): ArrayLike<number>;
  /** The vector of a text with these tokens, 256 columns of length 1; `null` where the model knows none of them. */
  vectorOf(tokens: ArrayLike<number>): Float32Array | null;
}

/**
 * The table of {@link staticEmbedder} without the tokenizing of whole texts: a caller that keeps the tokens of words
 * gets the vector of a sentence in about a microsecond. The table is the one that the embedder has read, if it has.
 */
export function staticWords(): StaticWords {
  const tokenizer = wordPiece({ specialTokens: 0 });
  let sum: StaticSum | undefined;
  return {
    tokensOf: tokenizer.ids?.bind(tokenizer) ?? ((word) => tokenizer.encode(word).ids),
    vectorOf: (tokens) => (sum ??= sharedStaticSum())(tokens),
  };
}
