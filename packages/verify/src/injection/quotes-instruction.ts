import type { TextRange } from "@ragstone/core";
import { isInstruction } from "./is-instruction.js";
import { withoutLeakingTargets } from "./leaking-link.js";

/** Text examined on each side of a quote, UTF-16 units: an order and the text that it demands are close together. */
const reach = 300;

/**
 * Whether a quote is in text that gives orders to a model: in its own paragraph, no further than 300 characters away.
 * Such text is not evidence, even quoted word for word. A Markdown link that leaks is none once its target is left out.
 */
export function quotesInstruction(text: string, { start, end }: TextRange): boolean {
  const before = text.slice(Math.max(0, start - reach), start);
  const after = text.slice(end, end + reach);
  const paragraph = before.lastIndexOf("\n\n");
  const gap = after.search(/\n\s*\n/u);
  const around =
    before.slice(paragraph < 0 ? 0 : paragraph + 2) + text.slice(start, end) + (gap < 0 ? after : after.slice(0, gap));
  return isInstruction(withoutLeakingTargets(around));
}
