import type { Hit } from "@ragstone/core";

/**
 * Interleaves several lists fairly, best first: the best of every list, then the second of every list, and so on. A
 * passage in several lists is placed at its first occurrence, with its best score.
 *
 * @param limit - hits of the result at most
 */
export function mergeHits(lists: readonly (readonly Hit[])[], limit: number): readonly Hit[] {
  const merged = new Map<string, Hit>();
  const longest = Math.max(0, ...lists.map((list) => list.length));
  for (let at = 0; at < longest; at += 1) {
    for (const list of lists) {
      const hit = list[at];
      if (hit === undefined) continue;
      const known = merged.get(hit.id);
      if (known === undefined || hit.score > known.score) merged.set(hit.id, hit);
    }
  }
  return [...merged.values()].slice(0, limit).map((hit, at) => ({ ...hit, rank: at + 1 }));
}
