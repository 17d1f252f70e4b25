import { RagstoneError, type Candidate, type IndexReader, type Ranked } from "@ragstone/core";

/**
 * The `k` candidates that are relevant and unlike each other, by maximal marginal relevance (Carbonell and Goldstein,
 * SIGIR 1998): each next one has the highest `(1 - diversity) * score - diversity * max(cos to those chosen)`. A chunk
 * without a vector is like no other. Takes `O(k * pool)` comparisons of vectors.
 *
 * @param pool - candidates to choose from, best first
 * @param diversity - in `[0, 1]`; 0 is relevance alone
 * @throws {@link RagstoneError} `vectors-unavailable` if the index does not give its vectors
 */
export async function diversify(
  index: IndexReader,
  pool: readonly Ranked[],
  k: number,
  diversity: number,
): Promise<Ranked[]> {
  if (index.vectors === undefined) {
    throw new RagstoneError(
      "vectors-unavailable",
      "This index does not give its vectors, so that passages cannot be compared with each other.",
      { hint: "Leave `diversity` out, or use an index that has `vectors()`." },
    );
  }
  const vectors = await index.vectors(pool.map(({ candidate }) => candidate.id));
  const likeness = new Map(pool.map((entry) => [entry, 0]));
  const chosen: Ranked[] = [];
  while (chosen.length < k && likeness.size > 0) {
    let best = likeness.keys().next().value!;
    let bestValue = -Infinity;
    for (const [entry, like] of likeness) {
      const value = (1 - diversity) * entry.score - diversity * like;
      if (value > bestValue) [best, bestValue] = [entry, value];
    }
    chosen.push(best);
    likeness.delete(best);
    for (const [entry, like] of likeness)
      likeness.set(entry, Math.max(like, cosine(vectors, best.candidate, entry.candidate)));
  }
  return chosen;
}

/** Vectors are of unit length. */
function cosine(vectors: ReadonlyMap<string, Float32Array>, a: Candidate, b: Candidate): number {
  const [left, right] = [vectors.get(a.id), vectors.get(b.id)];
  if (left === undefined || right === undefined) return 0;
  let sum = 0;
  for (let dimension = 0; dimension < left.length; dimension += 1) sum += left[dimension]! * right[dimension]!;
  return sum;
}
