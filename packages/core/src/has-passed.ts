/** `supported` is the word of answers that were saved before the verdicts `quoted` and `checked` existed. */
const passing: ReadonlySet<string> = new Set(["quoted", "checked", "supported"]);

/** Whether a claim passed its checks. It may still not answer the question. */
export function hasPassed({ verdict }: { readonly verdict: string }): boolean {
  return passing.has(verdict);
}
