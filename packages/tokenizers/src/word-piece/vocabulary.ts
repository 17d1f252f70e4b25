import { readFileSync } from "node:fs";
import { slotOf } from "./hash.js";

/** The token for words that cannot be pieced together. */
export const unknownId = 100;

/** The 30,522 tokens of `bert-base-uncased` in a hash table, with no string or object per token. */
export interface Vocabulary {
  readonly size: number;
  /** Longest token in UTF-16 code units, the `##` of a continuation not counted. */
  readonly longest: number;
  /** Id of `units[from, to)` whose hash is `hash`, or -1. */
  find(hash: number, units: Uint16Array, from: number, to: number): number;
}

let loaded: Vocabulary | undefined;

/** Reads the packed vocabulary once a process. */
export function bertVocabulary(): Vocabulary {
  loaded ??= open(readFileSync(new URL("../../data/bert-base-uncased-vocab.bin", import.meta.url)));
  return loaded;
}

/** See {@link packVocabulary} for the format of the bytes. */
function open(bytes: Uint8Array): Vocabulary {
  const { buffer, byteOffset } = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  const [size, longest, length, slots] = new Int32Array(buffer, byteOffset, 4) as unknown as readonly [
    number,
    number,
    number,
    number,
  ];
  const integers = (index: number): Int32Array => new Int32Array(buffer, byteOffset + 4 * (4 + index * size), size);
  const hashes = integers(0);
  const starts = integers(1);
  const ends = integers(2);
  const unitsAt = byteOffset + 4 * (4 + 3 * size);
  const units = new Uint16Array(buffer, unitsAt, length);
  const table = new Uint16Array(buffer, unitsAt + 2 * length, slots);
  return {
    size,
    longest,
    find(hash, word, from, to) {
      let slot = slotOf(hash, slots);
      for (let id = table[slot]! - 1; id >= 0; id = table[slot]! - 1) {
        if (hashes[id] === hash) {
          const start = starts[id]!;
          const width = to - from;
          if (ends[id]! - start === width) {
            let at = 0;
            while (at < width && units[start + at] === word[from + at]) at += 1;
            if (at === width) return id;
          }
        }
        slot = (slot + 1) & (slots - 1);
      }
      return -1;
    },
  };
}
