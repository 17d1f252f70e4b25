import type { TextRange } from "@ragstone/core";
import { isInstruction } from "./is-instruction.js";

/** Text looked at on each side of a quote, UTF-16 units: an order and what it wants said stand close together. */
const reach = 300;

/**
 * Whether a quote stands in text that gives orders to a model: in its own paragraph, no further than 300 characters
 * away. What such text says is no evidence, even quoted word for word.
 */
export function quotesInstruction(text: string, { start, end }: TextRange): boolean {
  const before = text.slice(Math.max(0, start - reach), start);
  const after = text.slice(end, end + reach);
  const paragraph = before.lastIndexOf("\n\n");
  const gap = after.search(/\n\s*\n/u);
  return isInstruction(
    before.slice(paragraph < 0 ? 0 : paragraph + 2) + text.slice(start, end) + (gap < 0 ? after : after.slice(0, gap)),
  );
}
