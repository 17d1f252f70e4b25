import type { ClaimProblem, ClaimVerdict, TextRange } from "@ragstone/core";
import { checkClaim } from "./check-claim.js";
import { isClaim } from "./is-claim.js";
import { quotesInstruction } from "../injection/quotes-instruction.js";
import { attributeClaim } from "./attribute-claim.js";
import type { CitedSource } from "../quotes/cited-source.js";
import type { LocatedCitation } from "../quotes/locate-citation.js";

interface Place {
  readonly source: CitedSource;
  readonly range: TextRange;
}

export interface ExaminedClaim {
  /** `false` for greetings and connecting words, which claim nothing. */
  readonly stated: boolean;
  readonly verdict: ClaimVerdict;
  readonly problems: readonly ClaimProblem[];
  /** Where its citations stand, those that stand anywhere. */
  readonly places: readonly Place[];
  /** The best quote, of a claim that came without one. */
  readonly attributed: Place | null;
}

export interface ClaimToExamine {
  /** Without its markers. */
  readonly text: string;
  /** As the generator cited; one for each marker. */
  readonly citations: readonly LocatedCitation[];
  readonly sources: readonly CitedSource[];
  /** Look for a quote if there is none. */
  readonly attribute: boolean;
  readonly knownNames: () => ReadonlySet<string>;
  readonly question?: string | undefined;
}

/** What is to be said of one sentence of an answer: whether it claims anything, and whether its quotes hold that. */
export function examineClaim({
  text,
  citations,
  sources,
  attribute,
  knownNames,
  question,
}: ClaimToExamine): ExaminedClaim {
  const places = citations.flatMap((one) => (one.place === null ? [] : [one.place]));
  const unstated: ExaminedClaim = { stated: false, verdict: "unsupported", problems: [], places, attributed: null };
  if (!isClaim(text) && (citations.length === 0 || text === "")) return unstated;
  if (citations.length === 0) {
    const attributed = attribute ? attributeClaim({ claim: text, sources, knownNames: knownNames(), question }) : null;
    return attributed === null
      ? { stated: true, verdict: "unverified", problems: ["no-citation"], places, attributed }
      : { stated: true, verdict: "supported", problems: [], places, attributed };
  }
  const problems = citations.flatMap((one) => (one.problem === null ? [] : [one.problem]));
  const quotes = places.map(({ source, range }) => source.document.text.slice(range.start, range.end));
  const context = [...new Set(places.map(({ source }) => source.context ?? ""))];
  if (quotes.length > 0)
    problems.push(...checkClaim({ claim: text, quotes, context, question, knownNames: knownNames() }));
  if (places.some(({ source, range }) => quotesInstruction(source.document.text, range)))
    problems.push("instruction-quoted");
  return {
    stated: true,
    verdict: problems.length === 0 ? "supported" : "unsupported",
    problems: [...new Set(problems)],
    places,
    attributed: null,
  };
}
