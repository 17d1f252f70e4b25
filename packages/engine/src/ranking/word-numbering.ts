/** FNV-1a, 32 bits (Fowler, Noll and Vo). */
const [basis, prime] = [2166136261, 16777619];

/**
 * Numbers words from 0 in the order in which they are first seen. A word is found in its text by hashing and comparing
 * character codes: a map of strings would cut each word out of its text first, which takes twice as long.
 */
export class WordNumbering {
  /** Number + 1 of the word in each slot, 0 where there is none; probed linearly, at most half full. */
  #slots = new Int32Array(4096);
  #hashes = new Int32Array(2048);
  /** The codes of word `i` are `[#ends[i - 1], #ends[i])` of `#codes`. */
  #ends = new Int32Array(2048);
  #codes = new Uint16Array(16_384);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of the word `text.slice(start, end)`: the size before the call if it is new. */
  numberAt(text: string, start: number, end: number): number {
    let hash = basis | 0;
    for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), prime);
    const last = this.#slots.length - 1;
    for (let slot = spread(hash) & last; ; slot = (slot + 1) & last) {
      const number = this.#slots[slot]! - 1;
      if (number < 0) return this.#add(text.slice(start, end), hash, slot);
      if (this.#hashes[number] === hash && this.#isAt(number, text, start, end)) return number;
    }
  }

  #isAt(number: number, text: string, start: number, end: number): boolean {
    const from = number === 0 ? 0 : this.#ends[number - 1]!;
    if (this.#ends[number]! - from !== end - start) return false;
    const codes = this.#codes;
    for (let at = start; at < end; at += 1) if (codes[from + at - start] !== text.charCodeAt(at)) return false;
    return true;
  }

  #add(word: string, hash: number, slot: number): number {
    const number = this.#size;
    const from = number === 0 ? 0 : this.#ends[number - 1]!;
    const to = from + word.length;
    if (to > this.#codes.length) this.#codes = grown(this.#codes, new Uint16Array(2 * to));
    if (number === this.#ends.length) {
      this.#ends = grown(this.#ends, new Int32Array(2 * number));
      this.#hashes = grown(this.#hashes, new Int32Array(2 * number));
    }
    for (let at = 0; at < word.length; at += 1) this.#codes[from + at] = word.charCodeAt(at);
    this.#ends[number] = to;
    this.#hashes[number] = hash;
    this.#slots[slot] = number + 1;
    this.#size += 1;
    if (2 * this.#size > this.#slots.length) this.#rehash();
    return number;
  }

  #rehash(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    const last = this.#slots.length - 1;
    for (let number = 0; number < this.#size; number += 1) {
      let slot = spread(this.#hashes[number]!) & last;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & last;
      this.#slots[slot] = number + 1;
    }
  }
}

/** The low bits of FNV-1a depend on the low bits of the codes alone. */
function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}

function grown<A extends Int32Array | Uint16Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
