import type { TextRange } from "@ragstone/core";
import { stopWords } from "../text/stop-words.js";
import { words } from "../text/words.js";
import type { CitedSource } from "./cited-source.js";

/** Least share of the claim's content words that a sentence must contain to be used for a citation without a quote. */
const minShare = 0.3;

/**
 * Share of the claim's content words that a text contains, by stem, in `[0, 1]`; the words of a claim weigh by length,
 * a cheap substitute for rarity.
 */
function shareOf(claimStems: ReadonlyMap<string, number>, text: string): number {
  let held = 0;
  let total = 0;
  const stems = new Set(words(text).map((word) => word.stem));
  for (const [word, weight] of claimStems) {
    total += weight;
    if (stems.has(word)) held += weight;
  }
  return total === 0 ? 0 : held / total;
}

/**
 * The sentence of a passage, or two neighbours, with most of a claim's words; `null` if none contains 30 % of them. Two
 * are used only if the second adds a tenth.
 */
export function bestQuote(
  claim: string,
  source: Pick<CitedSource, "document" | "units">,
): (TextRange & { readonly share: number }) | null {
  const claimStems = new Map<string, number>();
  for (const word of words(claim))
    if (!stopWords.has(word.folded))
      claimStems.set(word.stem, Math.min(3, 1 + word.folded.length / 6) + (/\p{N}/u.test(word.text) ? 1 : 0));
  if (claimStems.size === 0) return null;
  const { text } = source.document;
  const units = source.units();
  let best: { start: number; end: number; share: number } | null = null;
  const consider = (start: number, end: number, handicap: number): void => {
    const share = shareOf(claimStems, text.slice(start, end));
    if (best === null || share > best.share + handicap) best = { start, end, share };
  };
  for (const unit of units) consider(unit.start, unit.end, 0);
  units.forEach((unit, at) => {
    const next = units[at + 1];
    if (next !== undefined && next.paragraph === unit.paragraph) consider(unit.start, next.end, 0.1);
  });
  const found = best as { start: number; end: number; share: number } | null;
  if (found === null || found.share < minShare) return null;
  return found;
}
