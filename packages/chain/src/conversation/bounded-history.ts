import type { Generator, Turn } from "@ragstone/core";

/** Turns that a generator is given at most. */
const maxTurns = 10;
/** Share of the context that earlier turns may take. */
const maxShare = 0.25;

/**
 * The latest turns that fit a quarter of the generator's context, oldest first; a conversation never crowds out the
 * sources.
 */
export function boundedHistory(
  history: readonly Turn[],
  { contextTokens, tokenizer }: Pick<Generator, "contextTokens" | "tokenizer">,
): readonly Turn[] {
  const recent = history.slice(-maxTurns);
  if (contextTokens === Infinity) return recent;
  let left = contextTokens * maxShare;
  let from = recent.length;
  while (from > 0) {
    left -= tokenizer.count(recent[from - 1]?.text ?? "") + 8;
    if (left < 0) break;
    from -= 1;
  }
  return recent.slice(from);
}
