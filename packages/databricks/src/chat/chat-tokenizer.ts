import type { Tokenizer } from "@ragstone/core";
import { wordPiece } from "@ragstone/tokenizers";

/**
 * Tokens of a byte-pair vocabulary for each WordPiece token, high. A judgement: English needs about as many, code and
 * tables more.
 */
const perPiece = 1.25;
const bytesPerToken = 4;

/**
 * Counts for the context budget of Llama and Claude, whose own tokenizers are not at hand: a high estimate, so that
 * what fits by it fits.
 */
export const chatTokenizer: Tokenizer = {
  name: "chat-estimate",
  exact: false,
  specialTokens: 8,
  additive: false,
  count(text, start = 0, end = text.length) {
    return Math.max(
      Math.ceil(pieces(text.slice(start, end)) * perPiece),
      Math.ceil(Buffer.byteLength(text.slice(start, end)) / bytesPerToken),
    );
  },
  encode: (text) => wordPiece({ specialTokens: 0 }).encode(text),
};

/** Tokens by WordPiece, the common measure of the estimates. */
export function pieces(text: string): number {
  return wordPiece({ specialTokens: 0 }).count(text);
}
