import { hasPassed, type ClaimProblem, type ClaimVerdict } from "@ragstone/core";
import { matchesAny } from "../text/guarded-pattern.js";
import { words } from "../text/words.js";
import { contentOverlap } from "./content-overlap.js";
import { checkClaim } from "./check-claim.js";
import { claimText } from "./claim-text.js";
import { isClaim } from "./is-claim.js";
import { isVerbatim, isWholeUnit } from "./is-verbatim.js";
import { columnDiffers } from "./column-differs.js";
import { commonWords } from "./common-words.js";
import { passageContext, passageStems } from "./passage-context.js";
import { leakingLink } from "../injection/leaking-link.js";
import { quotesInstruction } from "../injection/quotes-instruction.js";
import { attributeClaim } from "./attribute-claim.js";
import type { CitedPlace } from "../quotes/cited-place.js";
import type { CitedSource } from "../quotes/cited-source.js";
import type { LocatedCitation } from "../quotes/locate-citation.js";

export interface ExaminedClaim {
  /** `false` for greetings and connecting words, which claim nothing. */
  readonly stated: boolean;
  readonly verdict: ClaimVerdict;
  readonly problems: readonly ClaimProblem[];
  /** Positions of its citations, where found. */
  readonly places: readonly CitedPlace[];
  /** The best quote, of a claim that came without one. */
  readonly attributed: CitedPlace | null;
}

/** Share of the content words of a claim that its neighbour's quotes must contain to be a citation of it. */
const leastShared = 0.5;

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

/**
 * The verdict on a claim that cites nothing by the citations of a neighbouring sentence, `null` if they do not support
 * it: "Use `read.fwf`. It reads columns [1]". Checked like any other, and most of its words must be in the quotes, their
 * context or the question.
 */
export function verdictByNeighbour(claim: ClaimToExamine): ClaimVerdict | null {
  const { verdict, places } = examineClaim(claim);
  if (!hasPassed({ verdict })) return null;
  const evidence = places.flatMap(({ source, range }) => {
    const { titles, subjects } = passageContext(source, range);
    return [source.document.text.slice(range.start, range.end), ...titles, ...subjects];
  });
  const shared = contentOverlap(
    words(claimText(claim.text).prose),
    words([...evidence, claim.question ?? ""].join("\n")),
  );
  return shared >= leastShared ? verdict : null;
}

/** The assessment of one sentence of an answer: whether it is a claim, and whether its quotes support it. */
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
  const claim = claimText(text).prose || text;
  if (citations.length === 0) {
    const attributed = attribute ? attributeClaim({ claim, sources, knownNames: knownNames(), question }) : null;
    return attributed === null
      ? { stated: true, verdict: "unverified", problems: ["no-citation"], places, attributed }
      : { stated: true, verdict: passingVerdict(text, [attributed]), problems: [], places, attributed };
  }
  const problems = citations.flatMap((one) => (one.problem === null ? [] : [one.problem]));
  const quotes = places.map(({ source, range }) => source.document.text.slice(range.start, range.end));
  const around = places.map(({ source, range }) => passageContext(source, range));
  if (quotes.length > 0 && !isWholeUnit(claim, places))
    problems.push(
      ...checkClaim({
        claim,
        quotes,
        context: [...new Set(around.flatMap(({ titles }) => titles))],
        subjects: [...new Set(around.flatMap(({ subjects }) => subjects))],
        passageStems: () => [...new Set(places.map(({ source }) => source))].map(passageStems),
        question,
        topic: () => commonWords(sources),
        knownNames: knownNames(),
      }),
    );
  if (problems.length === 0 && around.some(({ row }) => row !== null && columnDiffers(claim, row)))
    problems.push("attachment-mismatch");
  if (
    matchesAny(claim, [leakingLink]) ||
    places.some(({ source, range }) => quotesInstruction(source.document.text, range))
  )
    problems.push("instruction-quoted");
  return {
    stated: true,
    verdict: problems.length === 0 ? passingVerdict(text, places) : "unsupported",
    problems: [...new Set(problems)],
    places,
    attributed: null,
  };
}

function passingVerdict(text: string, places: readonly CitedPlace[]): ClaimVerdict {
  return isVerbatim(text, places) ? "quoted" : "checked";
}
