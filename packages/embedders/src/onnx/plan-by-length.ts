/**
 * Groups inputs of similar length: sorted by length, cut where a batch padded to its longest would exceed
 * `maxPaddedTokens`. An input above that is a batch by itself.
 *
 * @returns positions of `lengths`, each exactly once; shortest first
 */
export function planByLength(lengths: readonly number[], maxPaddedTokens: number): number[][] {
  const order = [...lengths.keys()].sort((a, b) => lengths[a]! - lengths[b]! || a - b);
  const batches: number[][] = [];
  for (const position of order) {
    const batch = batches.at(-1);
    if (batch !== undefined && (batch.length + 1) * lengths[position]! <= maxPaddedTokens) batch.push(position);
    else batches.push([position]);
  }
  return batches;
}
