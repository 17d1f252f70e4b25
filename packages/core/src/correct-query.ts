import type { EvidenceSource } from "./evidence-source.js";
import { typoLimit } from "./spelling/typo-limit.js";

/** A word of a query, as it was written, and the word of the documents that is searched for in its place. */
export interface Correction {
  readonly from: string;
  readonly to: string;
}

export interface CorrectedQuery {
  /** With the corrected words in place. */
  readonly query: string;
  /** In the order of the query, each word once; `null` if nothing was corrected. */
  readonly corrected: readonly Correction[] | null;
}

/** Words that no document contains and that are looked up: a query in another language has no typos. */
const maxUnknown = 8;

const quotation = /["“„][^"“”„]*["”“]/gu;
/** A word with the punctuation around it; hyphens and apostrophes join words. */
const plainToken = /^[("'‘“„[{<«]*(\p{L}+(?:['’-]\p{L}+)*)[)"'’”“\]}>»,;:!?.…]*$/u;
const innerCapital = /\p{L}\p{Lu}/u;

/**
 * Replaces the words of a query that no document contains by the nearest ones of the documents. Quoted words, prefixes
 * (`vacu*`), acronyms and identifiers (words with digits, capitals or punctuation inside) are never changed.
 */
export async function correctQuery(
  query: string,
  { termShares, nearestTerms }: Pick<EvidenceSource, "termShares" | "nearestTerms">,
): Promise<CorrectedQuery> {
  const unchanged = { query, corrected: null };
  const words = correctableWords(query);
  if (nearestTerms === undefined || words.length === 0) return unchanged;
  const shares = await termShares([...new Set(words.map(({ word }) => word))]);
  const unknown = new Set(words.map(({ word }) => word).filter((word) => (shares.get(word) ?? 0) === 0));
  if (unknown.size > maxUnknown) return unchanged;
  const nearest = new Map<string, string>();
  for (const word of unknown) {
    const [to] = await nearestTerms(word.toLowerCase());
    if (to !== undefined && !isInflected(word.toLowerCase(), to)) nearest.set(word, to);
  }
  if (nearest.size === 0) return unchanged;
  let corrected = query;
  for (const { word, start } of words.toReversed()) {
    const to = nearest.get(word);
    if (to !== undefined) corrected = corrected.slice(0, start) + to + corrected.slice(start + word.length);
  }
  return { query: corrected, corrected: Array.from(nearest, ([from, to]) => ({ from, to })) };
}

/** Whether one word is the other with an ending: no typo. */
function isInflected(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return long.startsWith(short) && /^(?:e?s|e?d|ing|ly|er)$/u.test(long.slice(short.length));
}

function correctableWords(query: string): { readonly word: string; readonly start: number }[] {
  const unquoted = query.replaceAll(quotation, (quoted) => " ".repeat(quoted.length));
  return [...unquoted.matchAll(/\S+/gu)].flatMap(({ 0: token, index }) => {
    const plain = plainToken.exec(token)?.[1];
    if (plain === undefined || innerCapital.test(plain)) return [];
    const from = index + token.indexOf(plain);
    return [...plain.matchAll(/\p{L}+/gu)]
      .filter(({ 0: word }) => typoLimit(word) > 0)
      .map(({ 0: word, index: at }) => ({ word, start: from + at }));
  });
}
