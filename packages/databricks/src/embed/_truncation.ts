/** Windows below this are not a truncating server but one that counts differently. */
const smallestWindow = 64;

/** What is known of how a server counts; learned from its answers. */
export interface UsageHabits {
  /** Whether its usage includes special tokens; `null` until an answer shows it. */
  countsSpecial: boolean | null;
}

/**
 * Finds which texts a server must have cut, from the tokens that it says it read: the window W for which
 * `sum(min(tokens, W))` is what it read. Texts above W were cut.
 *
 * @param tokens - of each text, special tokens included
 * @param special - special tokens of each text
 * @param habits - updated where the figures show whether special tokens are counted
 * @returns `null` when nothing was cut, and when the figures cannot be explained by cutting
 */
export function truncatedWindow(
  tokens: readonly number[],
  special: number,
  promptTokens: number,
  habits: UsageHabits,
): number | null {
  const full = tokens.reduce((sum, count) => sum + count, 0);
  const content = full - special * tokens.length;
  if (promptTokens >= full) {
    if (promptTokens === full) habits.countsSpecial = true;
    return null;
  }
  if (promptTokens === content && habits.countsSpecial !== true) {
    habits.countsSpecial = false;
    return null;
  }
  if (habits.countsSpecial === false && promptTokens > content) return null;
  const uncounted = habits.countsSpecial === false ? special : 0;
  const window = windowOf(
    tokens.map((count) => count - uncounted),
    promptTokens,
  );
  return window === null ? null : window + uncounted;
}

function windowOf(tokens: readonly number[], promptTokens: number): number | null {
  const ascending = [...tokens].sort((a, b) => a - b);
  let below = 0;
  for (const [index, count] of ascending.entries()) {
    const window = (promptTokens - below) / (ascending.length - index);
    if (window < count) return window >= smallestWindow ? Math.floor(window) : null;
    below += count;
  }
  return null;
}
