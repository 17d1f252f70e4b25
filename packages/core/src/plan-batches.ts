import type { TextRange } from "./text-range.js";

/**
 * Cuts items into runs that keep order and stay within `maxItems` and `maxBytes`. An item above `maxBytes` is a batch
 * by itself. Linear.
 *
 * @param bytes - size of each item
 * @returns half-open ranges of item positions
 */
export function planBatches(
  bytes: readonly number[],
  { maxItems, maxBytes }: { readonly maxItems: number; readonly maxBytes: number },
): TextRange[] {
  const batches: TextRange[] = [];
  let start = 0;
  let sum = 0;
  for (const [index, size] of bytes.entries()) {
    if (index > start && (index - start >= maxItems || sum + size > maxBytes)) {
      batches.push({ start, end: index });
      start = index;
      sum = 0;
    }
    sum += size;
  }
  if (start < bytes.length) batches.push({ start, end: bytes.length });
  return batches;
}
