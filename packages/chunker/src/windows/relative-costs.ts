/**
 * Each cost minus the least cost within `reach` of weight before or after it, if that is above 0: where there are no
 * better cuts, the available ones cost nothing, so that chunks of text that has only sentences also meet the target.
 * Depends only on nearby text, as cuts must. Linear.
 *
 * @param weights - of the piece that begins at each cut
 */
export function relativeCosts(costs: readonly number[], weights: readonly number[], reach: number): number[] {
  const positions: number[] = [];
  let sum = 0;
  for (const weight of weights) {
    positions.push(sum);
    sum += weight;
  }
  // Indexes in the window with ascending costs: the first is the least.
  const window: number[] = [];
  let head = 0;
  let ahead = 1;
  return costs.map((cost, index) => {
    for (; ahead < costs.length && positions[ahead]! <= positions[index]! + reach; ahead += 1) {
      while (window.length > head && costs[window.at(-1)!]! >= costs[ahead]!) window.pop();
      window.push(ahead);
    }
    while (head < window.length && positions[window[head]!]! < positions[index]! - reach) head += 1;
    return head < window.length ? cost - Math.max(0, costs[window[head]!]!) : 0;
  });
}
