import type { Tokenizer } from "@ragstone/core";
import { estimateTokenizer } from "@ragstone/tokenizers";

let tokenizer: Tokenizer | undefined;

/**
 * Tokens of a text for a model whose tokenizer is not known here: an estimate that is rarely too low. See
 * {@link estimateTokenizer} for its measured error.
 */
export function countTokens(text: string): number {
  tokenizer ??= estimateTokenizer("mcp-client");
  return tokenizer.count(text);
}
