const slots = 1 << 14;
/** Longest word that is remembered, in UTF-16 code units. */
export const longestCached = 24;
/** Most pieces that are remembered for a word. */
export const mostCached = 12;

/** The scratch arrays of a scanner: the word that it is at, and its pieces with the end of each. */
export interface WordScratch {
  readonly word: Uint16Array;
  readonly ids: Int32Array;
  readonly ends: Int32Array;
}

/**
 * Words of several pieces that were seen before. Direct-mapped, so its size is fixed (1.6 MB) and a word costs one
 * comparison; a newer word takes the place of an older one with the same slot.
 */
export class PieceCache {
  readonly #hashes = new Int32Array(slots);
  readonly #lengths = new Uint8Array(slots);
  readonly #units = new Uint16Array(slots * longestCached);
  readonly #counts = new Uint8Array(slots);
  readonly ids = new Uint16Array(slots * mostCached);
  /** End of each piece in its word. */
  readonly ends = new Uint8Array(slots * mostCached);
  readonly #scratch: WordScratch;

  constructor(scratch: WordScratch) {
    this.#scratch = scratch;
  }

  /**
   * Number of pieces of the word, with the first at `ids[at * mostCached]`; `at` is {@link PieceCache.slotOf}. 0 when
   * not there.
   */
  find(at: number, hash: number, length: number): number {
    if (this.#hashes[at] !== hash || this.#lengths[at] !== length) return 0;
    const base = at * longestCached;
    const { word } = this.#scratch;
    for (let index = 0; index < length; index += 1) if (this.#units[base + index] !== word[index]) return 0;
    return this.#counts[at]!;
  }

  /** Remembers the word of `length` code units and its `count` pieces. */
  keep(at: number, hash: number, length: number, count: number): void {
    if (length > longestCached || count > mostCached) return;
    const { word, ids, ends } = this.#scratch;
    this.#hashes[at] = hash;
    this.#lengths[at] = length;
    this.#counts[at] = count;
    for (let index = 0; index < length; index += 1) this.#units[at * longestCached + index] = word[index]!;
    for (let index = 0; index < count; index += 1) {
      this.ids[at * mostCached + index] = ids[index]!;
      this.ends[at * mostCached + index] = ends[index]!;
    }
  }

  static slotOf(hash: number): number {
    return (hash ^ (hash >>> 17)) & (slots - 1);
  }
}
