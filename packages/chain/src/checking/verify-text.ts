import { pausing, type Citation, type Claim, type EvidenceSource, type Hit } from "@ragstone/core";
import { AnswerAssembler, CitationList, knownNames } from "@ragstone/verify/internal";
import { findSupport } from "./find-support.js";
import { numberCitations } from "./number-citations.js";
import { SourcePool } from "./source-pool.js";

export interface VerifyTextOptions {
  /**
   * Any text. It may cite: `[2]` and `[2: "exact words"]` name `sources`, `[guide.md:10-40]` and `[guide.md: "exact
   * words"]` what `resolve` knows.
   */
  readonly text: string;
  /** The question that the text answers. A claim may repeat its names. @defaultValue none */
  readonly question?: string | undefined;
  /** The documents: searched for the support of each claim that cites nothing. */
  readonly evidence: Pick<EvidenceSource, "search" | "readDocument">;
  /** The passages that numbers in the text mean, from 1. @defaultValue none: numbers mean nothing */
  readonly sources?: readonly Hit[] | undefined;
  /** The passage that a citation names other than by number; `null` if it names none. @defaultValue names mean nothing */
  readonly resolve?: ((name: string) => Promise<Hit | null>) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A text with a verdict on each claim. */
export interface VerifiedText {
  /** The text with its citations as `[n]`, the ids of `citations`; `[?]` where the quoted words are in no source. */
  readonly text: string;
  readonly claims: readonly Claim[];
  /** The spans that the claims cite, or that were found for them. */
  readonly citations: readonly Citation[];
}

/**
 * Checks any text against documents without a model: what it cites is checked as in an answer; for each claim that cites
 * nothing the documents are searched. Costs a search per claim without citation.
 *
 * @throws the signal's reason when aborted
 */
export async function verifyText(options: VerifyTextOptions): Promise<VerifiedText> {
  const { text, question, evidence, sources = [], resolve = () => Promise.resolve(null), signal } = options;
  signal?.throwIfAborted();
  const pause = pausing(signal);
  const pool = new SourcePool(evidence);
  await pool.add(sources);
  const numbered = await numberCitations(text, { pool, evidence, resolve, signal });
  const assembler = new AnswerAssembler({
    sources: pool.sources,
    policy: "mark",
    attribute: false,
    knownNames: knownNames(pool.sources),
    question,
  });
  assembler.push(numbered);
  assembler.finish();
  const { text: shown, claims, citations } = assembler.result();
  const list = new CitationList(citations);
  const verified: Claim[] = [];
  for (const [at, claim] of claims.entries()) {
    await pause();
    verified.push(
      citesNothing(claim)
        ? await findSupport(claim, claims[at - 1], { pool, evidence, citations: list, question, signal })
        : claim,
    );
  }
  return { text: shown, claims: verified, citations: list.all };
}

function citesNothing({ problems, citations }: Claim): boolean {
  return citations.length === 0 && problems.every((problem) => problem === "no-citation") && problems.length > 0;
}
