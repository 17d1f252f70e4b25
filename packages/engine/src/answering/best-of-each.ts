import { documentName, type Ranked } from "@ragstone/core";

/** The best passage of each document, in the same order. */
export function bestOfEach(ranked: readonly Ranked[]): Ranked[] {
  const seen = new Set<string>();
  return ranked.filter(({ candidate }) => {
    const name = documentName(candidate);
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}
