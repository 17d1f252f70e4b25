/**
 * Normalised discounted cumulative gain of the first `k`: `sum gain / log2(rank + 1)`, over the same sum of the best
 * possible order (Järvelin and Kekäläinen, 2002, with linear gains as `trec_eval` and BEIR compute it).
 *
 * @param ranking - document ids, best first, each once
 * @returns in `[0, 1]`; 0 without a relevant document
 */
export function ndcg(ranking: readonly string[], gains: ReadonlyMap<string, number>, k: number): number {
  const ideal = discounted([...gains.values()].sort((a, b) => b - a).slice(0, k));
  return ideal === 0 ? 0 : discounted(ranking.slice(0, k).map((id) => gains.get(id) ?? 0)) / ideal;
}

/** Share of the relevant documents that are among the first `k`. */
export function recall(ranking: readonly string[], gains: ReadonlyMap<string, number>, k: number): number {
  if (gains.size === 0) return 0;
  return ranking.slice(0, k).filter((id) => gains.has(id)).length / gains.size;
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0);
}
