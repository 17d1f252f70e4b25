import type { Candidate, IndexReader, SearchFilter } from "@ragstone/core";
import { namedIdentifiers } from "@ragstone/verify/internal";
import type { SearchMode } from "../api/search-mode.js";
import { isVerbatim, typedSentence } from "../ranking/is-verbatim.js";
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

/** Identifiers of a query that are searched for apart when the first search finds no passage with them. */
const maxSearches = 3;

/**
 * The best `count` candidates of each side. Quoted words are required in every mode. Passages with an identifier of the
 * query are among the candidates, however common its parts are, and one that contains the whole query word for word,
 * however far its vector is.
 */
export async function findCandidates(
  { index, query, vector, mode, filter, signal }: FindCandidatesOptions,
  count: number,
): Promise<readonly Candidate[]> {
  const hasQuotation = quotationMark.test(query);
  const search = (text: string | undefined) => index.search({ text, vector, k: count, filter, signal });
  const found = await search(mode === "vector" && !hasQuotation ? undefined : query);
  if (hasQuotation) return found;
  if (mode === "vector") return [...(await verbatimCandidates(query, found, search)), ...found];
  const contains = (identifier: string) => (one: Candidate) => shareOf([identifier], one) === 1;
  const missing = namedIdentifiers(query).filter((identifier) => !found.some(contains(identifier)));
  const quoted = await Promise.all(
    missing.slice(0, maxSearches).map(async (identifier) => {
      // Where no passage contains a quotation, the search ignores it.
      const candidates = await search(quoting(query, identifier));
      return candidates.filter(contains(identifier));
    }),
  );
  return [...new Map([...quoted.flat(), ...found].map((candidate) => [candidate.id, candidate])).values()];
}

type Search = (text: string) => Promise<readonly Candidate[]>;

/** Passages that contain the query word for word, where vectors found none. */
async function verbatimCandidates(
  query: string,
  found: readonly Candidate[],
  search: Search,
): Promise<readonly Candidate[]> {
  const sentence = typedSentence(query);
  if (sentence === null || found.some(({ text }) => isVerbatim(sentence, text))) return [];
  // Where no passage contains the quotation, the search ignores it.
  return (await search(`"${query}"`)).filter(({ text }) => isVerbatim(sentence, text));
}

/** The query with the first word that contains the identifier in quotation marks. */
function quoting(query: string, identifier: string): string {
  let isQuoted = false;
  return query.replaceAll(/\S+/gu, (word) => {
    if (isQuoted || !word.toLowerCase().includes(identifier)) return word;
    isQuoted = true;
    return `"${word}"`;
  });
}
