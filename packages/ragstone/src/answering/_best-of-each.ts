import type { Ranked } from "@ragstone/core";

/** The best passage of each document, in the same order. */
export function bestOfEach(ranked: readonly Ranked[]): Ranked[] {
  const seen = new Set<string>();
  return ranked.filter(({ candidate: { path } }) => {
    if (seen.has(path)) return false;
    seen.add(path);
    return true;
  });
}
