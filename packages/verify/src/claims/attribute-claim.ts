import type { TextRange } from "@ragstone/core";
import { checkClaim } from "./check-claim.js";
import { passageContext, passageStems } from "./passage-context.js";
import { quotesInstruction } from "../injection/quotes-instruction.js";
import { bestQuote } from "../quotes/best-quote.js";
import type { CitedSource } from "../quotes/cited-source.js";

/** Least share of a claim's content words that its quote must contain when the generator named none. */
const minShare = 0.5;

export interface ClaimToAttribute {
  readonly claim: string;
  readonly sources: readonly CitedSource[];
  readonly knownNames: ReadonlySet<string>;
  readonly question?: string | undefined;
}

/** The best quote for a claim that came without one, if it passes the same checks as any other; `null` else. */
export function attributeClaim({
  claim,
  sources,
  knownNames,
  question,
}: ClaimToAttribute): { readonly source: CitedSource; readonly range: TextRange } | null {
  const found = sources
    .flatMap((source) => {
      const quote = bestQuote(claim, source);
      return quote === null || quote.share < minShare ? [] : [{ source, quote }];
    })
    .sort((left, right) => right.quote.share - left.quote.share);
  for (const { source, quote } of found) {
    const text = source.document.text.slice(quote.start, quote.end);
    const { titles, subjects } = passageContext(source, quote);
    if (
      checkClaim({
        claim,
        quotes: [text],
        context: titles,
        subjects,
        passageStems: () => [passageStems(source)],
        question,
        knownNames,
      }).length === 0 &&
      !quotesInstruction(source.document.text, quote)
    )
      return { source, range: { start: quote.start, end: quote.end } };
  }
  return null;
}
