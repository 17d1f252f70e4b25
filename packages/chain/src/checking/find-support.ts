import { hasPassed, type Claim, type EvidenceSource } from "@ragstone/core";
import { bestQuote, examineClaim, knownNames, type CitationList, type CitedSource } from "@ragstone/verify/internal";
import type { SourcePool } from "./source-pool.js";

export interface FindSupportOptions {
  readonly pool: SourcePool;
  readonly evidence: Pick<EvidenceSource, "search">;
  readonly citations: CitationList;
  readonly question?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Passages in which support for one claim is looked for. */
const passages = 6;
/** Characters of a query. */
const maxQuery = 600;
/**
 * Least share of a claim's content words that the closest sentence must contain for its differences to count against
 * the claim; as for support, see `attributeClaim`.
 */
const minShare = 0.5;

/** Words that mean something in the sentence before. */
const pronoun = /^\W*(?:it|its|they|their|them|this|that|these|those|he|his|she|her|both|such)\b/iu;

/**
 * A claim that cites nothing with the span that supports it, or with the closest span and what is wrong. A claim that no
 * passage has most words of is `unverified` with `no-support`.
 *
 * @param before - the claim before, which a pronoun may refer to
 */
export async function findSupport(
  claim: Claim,
  before: Claim | undefined,
  options: FindSupportOptions,
): Promise<Claim> {
  const { pool, evidence, citations, question, signal } = options;
  const text = plain(claim);
  const query = before !== undefined && pronoun.test(text) ? `${plain(before)} ${text}` : text;
  const sources = await pool.add(await evidence.search(query.slice(0, maxQuery), { k: passages, signal }));
  const facts = { text, sources, knownNames: knownNames(sources), question };
  const supported = examineClaim({ ...facts, citations: [], attribute: true });
  if (supported.attributed !== null) {
    const { source, range } = supported.attributed;
    return {
      ...claim,
      verdict: supported.verdict,
      problems: [],
      citations: [citations.cite(source, range).citation.id],
    };
  }
  const closest = closestTo(text, sources);
  if (closest === null) return { ...claim, verdict: "unverified", problems: ["no-support"] };
  const { source, range, share } = closest;
  const cited = { ...claim, citations: [citations.cite(source, range).citation.id] };
  const place = { place: { source, range }, problem: null };
  const examined = examineClaim({ ...facts, citations: [place], attribute: false });
  return share < minShare || hasPassed(examined)
    ? { ...cited, verdict: "unverified", problems: ["no-support"] }
    : { ...cited, verdict: examined.verdict, problems: examined.problems };
}

/** Without markers. */
function plain({ text }: Claim): string {
  return text.replaceAll(/\s*\[(?:\d+|\?)\]/gu, "").trim();
}

function closestTo(claim: string, sources: readonly CitedSource[]) {
  const quotes = sources.flatMap((source) => {
    const quote = bestQuote(claim, source);
    return quote === null ? [] : [{ source, range: { start: quote.start, end: quote.end }, share: quote.share }];
  });
  return quotes.sort((one, other) => other.share - one.share)[0] ?? null;
}
