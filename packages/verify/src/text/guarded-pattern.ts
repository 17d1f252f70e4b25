/** A pattern with words of which every matching text contains at least one. */
export interface GuardedPattern {
  /** Lower case; `null` where no word is certain. */
  readonly needs: readonly string[] | null;
  readonly pattern: RegExp;
}

/**
 * Whether any of the patterns matches. Looks for their words first, since to compile and run many patterns costs more
 * than an answer has time for.
 */
export function matchesAny(text: string, patterns: readonly GuardedPattern[]): boolean {
  // The long s equals "s" to a pattern that ignores case.
  const folded = text.toLowerCase().replaceAll("\u017f", "s");
  return patterns.some(
    ({ needs, pattern }) => (needs === null || needs.some((word) => folded.includes(word))) && pattern.test(text),
  );
}
