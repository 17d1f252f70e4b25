const seedOfWord = 0x2f0b4c47;
const seedOfContinuation = 0x5bd1e995;
const factor = 0x01000193; // FNV prime (Fowler, Noll, Vo), 32 bit

/**
 * Hash of no characters, of a word's beginning or of its continuation: {@link nextHash} folds in one UTF-16 code unit
 * at a time.
 */
export function firstHash(isContinuation: boolean): number {
  return isContinuation ? seedOfContinuation : seedOfWord;
}

export function nextHash(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, factor);
}

/** First slot to look at in a table whose size is a power of two. */
export function slotOf(hash: number, slots: number): number {
  return (hash ^ (hash >>> 15)) & (slots - 1);
}
