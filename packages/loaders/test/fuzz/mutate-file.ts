import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { mutateBytes } from "./mutate-bytes.js";
import { isMarkup, mutateMarkup } from "./mutate-markup.js";
import type { Random } from "./random.js";

/**
 * A file with random changes. Of a zip container mostly the parts are changed, since changed containers seldom get past
 * the check of their sums.
 */
export function mutateFile(bytes: Uint8Array, random: Random): Uint8Array {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isZip) return mutatePart(bytes, random);
  if (random.next() < 0.1) return mutateBytes(bytes, random);
  const parts: Record<string, Uint8Array> = unzipSync(bytes);
  const names = Object.keys(parts).toSorted();
  for (let left = 1 + random.below(2); left > 0; left -= 1) {
    const name = random.pick(names);
    if (random.next() < 0.05) delete parts[name];
    else parts[name] = mutatePart(parts[name] ?? new Uint8Array(), random);
  }
  return zipSync(parts, { level: 1 });
}

/** Markup mostly stays well formed. */
function mutatePart(bytes: Uint8Array, random: Random): Uint8Array {
  const text = strFromU8(bytes.subarray(0, 256 * 1024));
  if (random.next() < 0.3 || !isMarkup(text)) return new Uint8Array(mutateBytes(bytes, random));
  return strToU8(mutateMarkup(text, random));
}
