import { readFileSync } from "node:fs";

const seedOfWord = 0x2f0b4c47;
const seedOfContinuation = 0x5bd1e995;
const factor = 0x01000193; // FNV prime (Fowler, Noll, Vo), 32 bit
const slots = 1 << 17;
const continuation = 0x23; // "#"

/** The token for what cannot be pieced together. */
export const unknownId = 100;

/**
 * The 30,522 tokens of `bert-base-uncased` as one string and a hash table over it: built in one pass over the file, with
 * no string or object per token, since a command that starts cold pays for it every time.
 */
export interface Vocabulary {
  readonly size: number;
  /** Longest token in UTF-16 code units, the `##` of a continuation not counted. */
  readonly longest: number;
  /** Id of `units[from, to)` whose hash is `hash`, or -1. */
  find(hash: number, units: Uint16Array, from: number, to: number): number;
  /** The token as the vocabulary writes it. */
  token(id: number): string;
}

/** Hash of no characters: `next` folds in one UTF-16 code unit at a time. */
export function firstHash(isContinuation: boolean): number {
  return isContinuation ? seedOfContinuation : seedOfWord;
}

export function nextHash(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, factor);
}

let loaded: Vocabulary | undefined;

/** Reads the vocabulary once a process. */
export function bertVocabulary(): Vocabulary {
  loaded ??= build(readFileSync(new URL("../../data/bert-base-uncased-vocab.txt", import.meta.url), "utf8"));
  return loaded;
}

function build(file: string): Vocabulary {
  const units = new Uint16Array(file.length);
  const capacity = 1 << 15;
  const starts = new Int32Array(capacity);
  const ends = new Int32Array(capacity);
  const hashes = new Int32Array(capacity);
  const table = new Uint16Array(slots);
  let size = 0;
  let longest = 0;
  let position = 0;
  while (position < file.length) {
    const lineStart = position;
    let isContinuation = false;
    if (file.charCodeAt(position) === continuation && file.charCodeAt(position + 1) === continuation && file.charCodeAt(position + 2) !== 10) {
      isContinuation = true;
      position += 2;
    }
    const start = position;
    let hash = firstHash(isContinuation);
    let unit = file.charCodeAt(position);
    while (unit !== 10 && position < file.length) {
      units[position] = unit;
      hash = Math.imul(hash ^ unit, factor);
      position += 1;
      unit = file.charCodeAt(position);
    }
    starts[size] = start;
    ends[size] = position;
    hashes[size] = hash;
    if (position - start > longest) longest = position - start;
    if (position > lineStart) {
      let slot = slotOf(hash);
      while (table[slot] !== 0) slot = (slot + 1) & (slots - 1);
      table[slot] = size + 1;
    }
    size += 1;
    position += 1;
  }

  return {
    size,
    longest,
    find(hash, word, from, to) {
      let slot = slotOf(hash);
      for (let id = table[slot]! - 1; id >= 0; id = table[slot]! - 1) {
        if (hashes[id] === hash) {
          const start = starts[id]!;
          const length = to - from;
          if (ends[id]! - start === length) {
            let at = 0;
            while (at < length && units[start + at] === word[from + at]) at += 1;
            if (at === length) return id;
          }
        }
        slot = (slot + 1) & (slots - 1);
      }
      return -1;
    },
    token(id) {
      const start = starts[id]!;
      const isContinuation = start >= 2 && file.charCodeAt(start - 1) === continuation;
      return file.slice(isContinuation ? start - 2 : start, ends[id]);
    },
  };
}

function slotOf(hash: number): number {
  return (hash ^ (hash >>> 15)) & (slots - 1);
}
