import { hasManyControls } from "./has-many-controls.js";

/** Bytes looked at: a text shows its script within a few lines. */
const sampleBytes = 4096;

/**
 * Share of units that no text has (controls, halves of pairs, unassigned code points) above which bytes are not UTF-16.
 * Noise has 13 %.
 */
const maxStrangeShare = 0.01;

const strange = /[\p{Cc}\p{Cn}\p{Cs}\p{Co}\uFFFD]/gu;
/**
 * Units that nearly every text has and the other byte order turns into rare ones: ASCII, kana, ideographic and
 * full-width punctuation.
 */
const common = /[\t\n\r\x20-\x7E\u3000-\u3011\u3041-\u30FF\uFF01-\uFF1F]/g;

/** Least share of common units in text without zero bytes, which has no character of Latin script at all. */
const minCommonShare = 0.03;

/**
 * The byte order of UTF-16 text, by its mark or, without one, by its contents: there are zero or control bytes, yet the
 * units of one order are assigned characters. `null` for anything else.
 */
export function utf16Order(bytes: Uint8Array): "le" | "be" | null {
  const sample = bytes.subarray(0, Math.min(sampleBytes, bytes.length & ~1));
  if (sample.length === 0) return null;
  // One half of a pair, where a file is cut, is not enough to call a short text with a mark binary.
  if (sample[0] === 0xff && sample[1] === 0xfe)
    return measure(sample, "le").strange <= 1 + sample.length * maxStrangeShare ? "le" : null;
  if (sample[0] === 0xfe && sample[1] === 0xff)
    return measure(sample, "be").strange <= 1 + sample.length * maxStrangeShare ? "be" : null;
  const hasZeros = sample.includes(0);
  if (!hasZeros && !hasManyControls(sample)) return null;
  const little = measure(sample, "le");
  const big = measure(sample, "be");
  const best = little.common >= big.common ? little : big;
  const units = sample.length / 2;
  const minCommon = hasZeros ? 1 : Math.max(2, units * minCommonShare);
  return best.common >= minCommon && best.strange <= units * maxStrangeShare ? best.order : null;
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
