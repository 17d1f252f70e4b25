import { ByteReader, ByteWriter } from "../store/bytes.js";

/** Postings in one row of `postings`: about 1.5 kB, a fifth of a page. */
export const rowPostings = 1024;

/** Rows that one term can have: its rows are `term * rowsPerTerm` and on. */
export const rowsPerTerm = 2 ** 21;

/** Ordinals ascending, with their counts. */
export interface Postings {
  readonly ordinals: number[];
  readonly counts: number[];
}

/** Bounds of postings, known without reading them: no score in them is above that of `maxCount` in `minLength`. */
export interface Bound {
  readonly first: number;
  readonly last: number;
  readonly maxCount: number;
  readonly minLength: number;
}

export function boundOf({ ordinals, counts }: Postings, lengthOf: (ordinal: number) => number): Bound {
  let maxCount = 0;
  let minLength = Infinity;
  for (const [index, ordinal] of ordinals.entries()) {
    maxCount = Math.max(maxCount, counts[index]!);
    minLength = Math.min(minLength, lengthOf(ordinal));
  }
  return { first: ordinals[0]!, last: ordinals.at(-1)!, maxCount, minLength };
}

export function encodeBounds(bounds: readonly Bound[]): Uint8Array {
  const writer = new ByteWriter();
  for (const { first, last, maxCount, minLength } of bounds)
    for (const value of [first, last - first, maxCount, minLength]) writer.varint(value);
  return writer.take();
}

export function decodeBounds(bytes: Uint8Array): Bound[] {
  const reader = new ByteReader(bytes);
  const bounds: Bound[] = [];
  while (!reader.ended) {
    const first = reader.varint();
    bounds.push({ first, last: first + reader.varint(), maxCount: reader.varint(), minLength: reader.varint() });
  }
  return bounds;
}

/** For each posting the distance to the one before, doubled, plus 1 where the count is not 1 and follows less 2. */
export function encodePostings({ ordinals, counts }: Postings): Uint8Array {
  const writer = new ByteWriter();
  let last = 0;
  for (const [index, ordinal] of ordinals.entries()) {
    const count = counts[index]!;
    writer.varint((ordinal - last) * 2 + (count === 1 ? 0 : 1));
    if (count !== 1) writer.varint(count - 2);
    last = ordinal;
  }
  return writer.take();
}

/** Decodes into arrays of at least as many numbers as postings; returns how many there were. */
export function decodePostings(bytes: Uint8Array, ordinals: Int32Array, counts: Int32Array): number {
  let position = 0;
  let length = 0;
  let ordinal = 0;
  const end = bytes.length;
  while (position < end && length < ordinals.length) {
    let value = 0;
    let factor = 1;
    let byte = bytes[position++]!;
    while (byte > 127) {
      value += (byte & 127) * factor;
      factor *= 128;
      byte = bytes[position++] ?? 0;
    }
    value += byte * factor;
    ordinal += value >>> 1;
    let count = 1;
    if ((value & 1) === 1) {
      let more = 0;
      let shift = 0;
      do {
        byte = bytes[position++] ?? 0;
        more |= (byte & 127) << shift;
        shift += 7;
      } while (byte > 127 && shift < 28);
      count = more + 2;
    }
    ordinals[length] = ordinal;
    counts[length++] = count;
  }
  return length;
}
