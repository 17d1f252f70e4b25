import type { Candidate, IndexReader, SearchFilter } from "@ragstone/core";
import { namedIdentifiers } from "@ragstone/verify/internal";
import type { SearchMode } from "../api/search-mode.js";
import { shareOf } from "./prefer-identifiers.js";

export interface FindCandidatesOptions {
  readonly index: Pick<IndexReader, "search">;
  readonly query: string;
  /** Of the query, `null` in `text` mode. */
  readonly vector: Float32Array | null;
  readonly mode: SearchMode;
  readonly filter: SearchFilter | undefined;
  readonly signal: AbortSignal | undefined;
}

const quotationMark = /["“„]/u;

/**
 * The best `count` candidates of each side. Quoted words are required in every mode. Passages with an identifier of the
 * query are among the candidates, however common its parts are.
 */
export async function findCandidates(
  { index, query, vector, mode, filter, signal }: FindCandidatesOptions,
  count: number,
): Promise<readonly Candidate[]> {
  const hasQuotation = quotationMark.test(query);
  const search = (text: string | undefined) => index.search({ text, vector, k: count, filter, signal });
  const found = await search(mode === "vector" && !hasQuotation ? undefined : query);
  if (mode === "vector" || hasQuotation) return found;
  const missing = namedIdentifiers(query).filter(
    (identifier) => !found.some((one) => shareOf([identifier], one) === 1),
  );
  if (missing.length === 0) return found;
  const quoted = await search(query.replaceAll(/\S+/gu, (word) => (hasAny(word, missing) ? `"${word}"` : word)));
  return [...new Map([...quoted, ...found].map((candidate) => [candidate.id, candidate])).values()];
}

function hasAny(word: string, identifiers: readonly string[]): boolean {
  const lower = word.toLowerCase();
  return identifiers.some((identifier) => lower.includes(identifier));
}
