/** Units looked at: a text shows its script within a few lines. */
const sampleBytes = 4096;

/** Share of units that no text has (controls, halves of pairs, unassigned code points) above which bytes are not UTF-16. */
const maxOddShare = 0.01;

const odd = /[\p{Cc}\p{Cn}\p{Cs}\p{Co}\uFFFD]/gu;

/**
 * The byte order of UTF-16 text, by its mark or, without one, by its zero bytes: they stand on one side of every unit only, and what
 * is decoded is made of assigned characters. `null` for all else.
 */
export function utf16Order(bytes: Uint8Array): "le" | "be" | null {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? "le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "be" : null;
  const sample = bytes.subarray(0, Math.min(sampleBytes, bytes.length & ~1));
  const order = marked ?? orderOfZeros(sample);
  if (order === null || sample.length === 0) return null;
  const text = new TextDecoder(order === "le" ? "utf-16le" : "utf-16be").decode(sample, { stream: true });
  const strange = text.replace(/[\t\n\v\f\r]/g, "").match(odd)?.length ?? 0;
  // One half of a pair, at the end of a cut file, is not enough to call a short text binary.
  return strange <= Math.max(1, text.length * maxOddShare) ? order : null;
}

function orderOfZeros(sample: Uint8Array): "le" | "be" | null {
  let even = 0;
  let uneven = 0;
  for (let index = 0; index < sample.length; index += 2) {
    if (sample[index] === 0) even += 1;
    if (sample[index + 1] === 0) uneven += 1;
    if (even > 0 && uneven > 0) return null;
  }
  if (even === uneven) return null;
  return even > 0 ? "be" : "le";
}
