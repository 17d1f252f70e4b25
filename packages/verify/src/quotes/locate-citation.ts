import type { ClaimProblem } from "@ragstone/core";
import type { RawCitation } from "./citation-parser.js";
import { findWithOmissions } from "./find-with-omissions.js";
import { findQuote, isStitched } from "./find-quote.js";
import { WantedQuote } from "./wanted-quote.js";
import { bestQuote } from "./best-quote.js";
import type { CitedPlace } from "./cited-place.js";
import type { CitedSource } from "./cited-source.js";

export interface LocatedCitation {
  /** The position of the words; `null` if they are not found. */
  readonly place: CitedPlace | null;
  readonly problem: ClaimProblem | null;
}

/**
 * Resolves a citation: its quote in the source it names, else in another one (misattributed), else in pieces
 * (stitched), else not found. A word that a quote drops is repaired: the source's own words are cited then. A bare `[2]` gets the sentence of source 2 with most of the claim's words.
 */
export function locateCitation(raw: RawCitation, claim: string, sources: readonly CitedSource[]): LocatedCitation {
  const named = sources.find((source) => source.number === raw.source);
  if (raw.quote === null) {
    if (named === undefined) return { place: null, problem: "unknown-source" };
    const range = bestQuote(claim, named);
    return range === null ? { place: null, problem: "no-support" } : { place: { source: named, range }, problem: null };
  }
  const quote = new WantedQuote(raw.quote);
  if (named !== undefined) {
    const range = findQuote(named.document, quote, raw.near ?? named.passage);
    if (range !== null)
      return { place: { source: named, range: { start: range.start, end: range.end } }, problem: null };
  }
  for (const source of sources) {
    if (source === named || (named !== undefined && source.document === named.document)) continue;
    const range = findQuote(source.document, quote, source.passage);
    if (range !== null)
      return {
        place: { source, range: { start: range.start, end: range.end } },
        problem: named === undefined ? "unknown-source" : "misattributed",
      };
  }
  if (named === undefined) return { place: null, problem: "unknown-source" };
  const repaired = findWithOmissions(named, raw.quote);
  if (repaired !== null) return { place: { source: named, range: repaired }, problem: null };
  const documents = [...new Set(sources.map((source) => source.document))];
  return { place: null, problem: isStitched(documents, raw.quote) ? "stitched-quote" : "quote-not-found" };
}
