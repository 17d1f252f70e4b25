/**
 * Numbers in `[0, 1)`, the same for the same seed: a linear congruential generator with the constants of Numerical
 * Recipes.
 */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** One element by chance; `undefined` of an empty list. */
export function pick<T>(list: readonly T[], next: () => number): T | undefined {
  return list[Math.floor(next() * list.length)];
}
