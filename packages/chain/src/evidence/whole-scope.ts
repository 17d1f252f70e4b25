import type { Hit, Tokenizer } from "@ragstone/core";

export interface WholeScopeOptions {
  /** Every passage of every document that may be read, in document order. */
  readonly passages: AsyncIterable<Hit>;
  readonly tokenizer: Pick<Tokenizer, "count">;
  readonly budgetTokens: number;
  readonly overheadTokens: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * All there is to read, where all of it fits the budget; `null` where it does not. Reads no further than the budget.
 */
export async function wholeScope({
  passages,
  tokenizer,
  budgetTokens,
  overheadTokens,
  signal,
}: WholeScopeOptions): Promise<readonly Hit[] | null> {
  const hits: Hit[] = [];
  let left = budgetTokens;
  for await (const hit of passages) {
    signal?.throwIfAborted();
    if (budgetTokens !== Infinity) left -= tokenizer.count(hit.text) + overheadTokens;
    if (left < 0) return null;
    hits.push(hit);
  }
  return hits;
}
