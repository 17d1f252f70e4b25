import type { Occurrences } from "@ragstone/tokenizers/words";
import { ByteReader, ByteWriter } from "../store/bytes.js";

/**
 * Terms as one UTF-8 text, then for each the number of chunks and, for each chunk, distance to the one before and
 * count.
 */
export function encodeForward(terms: ReadonlyMap<string, Occurrences>): Uint8Array {
  const writer = new ByteWriter();
  const names = Buffer.from([...terms.keys()].join("\n"));
  writer.varint(names.length);
  writer.bytes(names);
  for (const occurrences of terms.values()) {
    writer.varint(occurrences.length / 2);
    let last = 0;
    for (let index = 0; index < occurrences.length; index += 2) {
      writer.varint(occurrences[index]! - last);
      writer.varint(occurrences[index + 1]!);
      last = occurrences[index]!;
    }
  }
  return writer.take();
}

export function decodeForward(bytes: Uint8Array, visit: (term: string, occurrences: Occurrences) => void): void {
  const reader = new ByteReader(bytes);
  const names = Buffer.from(reader.bytes(reader.varint())).toString();
  if (names === "") return;
  for (const term of names.split("\n")) {
    const occurrences: Occurrences = [];
    let chunk = 0;
    for (let left = reader.varint(); left > 0; left -= 1) {
      chunk += reader.varint();
      occurrences.push(chunk, reader.varint());
    }
    visit(term, occurrences);
  }
}
