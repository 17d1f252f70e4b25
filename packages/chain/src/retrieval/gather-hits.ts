import { InvalidOptionError, type EvidenceSource, type Generator, type Hit, type OnEvent } from "@ragstone/core";
import type { TermWeights } from "../evidence/term-weights.js";
import { decomposeQuestion } from "./decompose-question.js";
import { furtherQueries } from "./further-queries.js";
import { mergeHits } from "./merge-hits.js";
import { uncoveredTerms } from "./uncovered-terms.js";

export interface GatherHitsOptions {
  readonly question: string;
  readonly evidence: Pick<EvidenceSource, "search">;
  /** Looked at from the second round on. */
  readonly weighing: Promise<TermWeights>;
  readonly generator: Pick<Generator, "complete">;
  /** Of one search. */
  readonly k: number;
  readonly rounds: number;
  readonly decompose: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: OnEvent | undefined;
}

/** Further rounds rarely find more than the first two did, and each costs a search. */
const maxRounds = 3;
/** Passages of several searches together, against those of one. */
const share = 2;

/**
 * The passages for a question, best first: those of one search, of one search for each part if the question is
 * decomposed, and of further rounds for words that no passage contains yet. Several searches give at most `2k`
 * passages, each its fair share. If a model fails to decompose or to write queries, the question is searched for
 * unchanged.
 *
 * @throws {@link InvalidOptionError} if `rounds` is not 1, 2 or 3
 */
export async function gatherHits({
  question,
  evidence,
  weighing,
  generator,
  k,
  rounds,
  decompose,
  signal,
  onEvent,
}: GatherHitsOptions): Promise<readonly Hit[]> {
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > maxRounds)
    throw new InvalidOptionError("rounds", rounds, `a whole number from 1 to ${maxRounds}`);
  const orElse = async (otherwise: readonly string[], made: Promise<readonly string[]>): Promise<readonly string[]> => {
    try {
      return await made;
    } catch (error) {
      signal?.throwIfAborted();
      onEvent?.({
        type: "notice-raised",
        code: "question-searched-as-is",
        message: `The model could not help to search, so the question is searched for as it is: ${error instanceof Error ? error.message : String(error)}`,
      });
      return otherwise;
    }
  };
  const search = (queries: readonly string[]): Promise<(readonly Hit[])[]> =>
    Promise.all(queries.map((query) => evidence.search(query, { k, signal })));
  const parts = decompose ? await orElse([], decomposeQuestion(question, generator, signal)) : [];
  const [first = [], ...others] = await search([question, ...parts]);
  let hits = others.length === 0 ? first : mergeHits([first, ...others], share * k);
  for (let round = 2; round <= rounds; round += 1) {
    const open = uncoveredTerms(question, hits, await weighing);
    if (open.length === 0) break;
    const queries = await orElse([open.join(" ")], furtherQueries({ question, open, generator, signal }));
    const known = new Set(hits.map((hit) => hit.id));
    const more = await search(queries);
    if (more.every((list) => list.every((hit) => known.has(hit.id)))) break;
    hits = mergeHits([hits, ...more], share * k);
  }
  return hits;
}
