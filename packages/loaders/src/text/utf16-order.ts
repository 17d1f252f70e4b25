/** Bytes looked at: a text shows its script within a few lines. */
const sampleBytes = 4096;

/**
 * Share of units that no text has (controls, halves of pairs, unassigned code points) above which bytes are not UTF-16.
 * Noise has 13 %.
 */
const maxStrangeShare = 0.01;

const strange = /[\p{Cc}\p{Cn}\p{Cs}\p{Co}\uFFFD]/gu;
/**
 * Units that nearly every text has and the other byte order turns into rare ones: ASCII, ideographic and full-width
 * punctuation.
 */
const common = /[\t\n\r\x20-\x7E\u3000-\u3011\uFF01-\uFF1F]/g;

/**
 * The byte order of UTF-16 text, by its mark or, without one, by its contents: there are zero bytes, yet the units of
 * one order are assigned characters. `null` for anything else.
 */
export function utf16Order(bytes: Uint8Array): "le" | "be" | null {
  const sample = bytes.subarray(0, Math.min(sampleBytes, bytes.length & ~1));
  if (sample.length === 0) return null;
  // One half of a pair, where a file is cut, is not enough to call a short text with a mark binary.
  if (sample[0] === 0xff && sample[1] === 0xfe)
    return measure(sample, "le").strange <= 1 + sample.length * maxStrangeShare ? "le" : null;
  if (sample[0] === 0xfe && sample[1] === 0xff)
    return measure(sample, "be").strange <= 1 + sample.length * maxStrangeShare ? "be" : null;
  if (!sample.includes(0)) return null;
  const little = measure(sample, "le");
  const big = measure(sample, "be");
  const best = little.common >= big.common ? little : big;
  return best.common > 0 && best.strange <= (sample.length / 2) * maxStrangeShare ? best.order : null;
}

function measure(
  sample: Uint8Array,
  order: "le" | "be",
): { readonly order: "le" | "be"; readonly strange: number; readonly common: number } {
  const text = new TextDecoder(`utf-16${order}`).decode(sample, { stream: true });
  return {
    order,
    strange: text.replace(/[\t\n\v\f\r]/g, "").match(strange)?.length ?? 0,
    common: text.match(common)?.length ?? 0,
  };
}
