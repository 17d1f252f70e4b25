/** Windows below this are not a truncating server but one that counts differently. */
const smallestWindow = 64;

/**
 * Finds which texts a server must have cut, from the tokens that it says it read: the window W for which
 * `sum(min(tokens, W))` is what it read. Texts above W were cut.
 *
 * @param tokens - of each text, special tokens included
 * @param contentTokens - sum without special tokens: servers that read at least these cut nothing
 * @returns `null` when nothing was cut, and when the figures cannot be explained by cutting
 */
export function truncatedWindow(tokens: readonly number[], contentTokens: number, promptTokens: number): number | null {
  if (promptTokens >= contentTokens) return null;
  const ascending = [...tokens].sort((a, b) => a - b);
  let below = 0;
  for (const [index, count] of ascending.entries()) {
    const window = (promptTokens - below) / (ascending.length - index);
    if (window < count) return window >= smallestWindow ? Math.floor(window) : null;
    below += count;
  }
  return null;
}
