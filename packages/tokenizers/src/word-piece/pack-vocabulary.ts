import { firstHash, nextHash, slotOf } from "./hash.js";

const continuation = 0x23; // "#"

/**
 * The packed form of a vocabulary file (one token a line): header, then the hash, start and end of each token as 32-bit
 * integers, then the UTF-16 units of the file and the hash table as 16-bit integers, in the byte order of the machine
 * (little-endian on all that Node 20 runs on). Opening it costs a read; building it cold cost 18 ms, which every
 * command that starts would pay.
 */
export function packVocabulary(file: string, slots = 1 << 16): Uint8Array {
  const hashes: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const table = new Uint16Array(slots);
  let longest = 0;
  let position = 0;
  for (const line of file.trimEnd().split("\n")) {
    const isContinuation =
      line.length > 2 && line.charCodeAt(0) === continuation && line.charCodeAt(1) === continuation;
    const start = position + (isContinuation ? 2 : 0);
    const end = position + line.length;
    let hash = firstHash(isContinuation);
    for (let at = start; at < end; at += 1) hash = nextHash(hash, file.charCodeAt(at));
    let slot = slotOf(hash, slots);
    while (table[slot] !== 0) slot = (slot + 1) & (slots - 1);
    table[slot] = hashes.length + 1;
    hashes.push(hash);
    starts.push(start);
    ends.push(end);
    longest = Math.max(longest, end - start);
    position = end + 1;
  }
  const integers = Int32Array.from([hashes.length, longest, position, slots, ...hashes, ...starts, ...ends]);
  const units = Uint16Array.from({ length: position }, (_, at) => (at < file.length ? file.charCodeAt(at) : 10));
  const packed = new Uint8Array(integers.byteLength + units.byteLength + table.byteLength);
  packed.set(new Uint8Array(integers.buffer), 0);
  packed.set(new Uint8Array(units.buffer), integers.byteLength);
  packed.set(new Uint8Array(table.buffer), integers.byteLength + units.byteLength);
  return packed;
}
