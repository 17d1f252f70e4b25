import type { Candidate, Ranked } from "@ragstone/core";
import { stem } from "@ragstone/verify/internal";
import { contentWords } from "../ranking/content-words.js";
import { isLinkList } from "../ranking/is-link-list.js";
import { isPrintedIndex } from "../ranking/is-printed-index.js";
import { lowerWords } from "../ranking/lower-words.js";

/** Share of the query's words in a list of links that another passage must have to come before it. */
const minShare = 0.5;

/** By how much a demoted passage is scored below the last one that comes before it. */
const step = 1e-6;

/** A ranking in which lists of links are behind the pages that they lead to. */
export interface Demoted {
  readonly ranked: readonly Ranked[];
  readonly demoted: ReadonlySet<Candidate>;
}

/**
 * Ranks tables of contents, indexes and other lists of links behind every passage that contains at least half as many
 * of the query's words: a list has the words of everything that it leads to. Where no such passage is a candidate, it
 * keeps its rank.
 *
 * @param ranked - best first
 */
export function demoteNavigation(ranked: readonly Ranked[], query: string): Demoted {
  const lists = ranked.filter(({ candidate }) => isNavigation(candidate));
  if (lists.length === 0) return { ranked, demoted: new Set() };
  const stems = new Set(contentWords(lowerWords(query)).map(stem));
  const isList = new Set(lists.map(({ candidate }) => candidate));
  const pages = ranked
    .filter(({ candidate }) => !isList.has(candidate))
    .map(({ candidate, score }) => ({ score, found: wordsIn(candidate, stems) }));
  const scores = new Map<Candidate, number>();
  for (const { candidate, score } of lists) {
    const wanted = Math.max(1, wordsIn(candidate, stems) * minShare);
    const last = pages.findLast(({ found }) => found >= wanted);
    if (last !== undefined && last.score < score + step) scores.set(candidate, Math.max(0, last.score - step));
  }
  return {
    ranked: ranked
      .map(({ candidate, score }) => ({ candidate, score: scores.get(candidate) ?? score }))
      .toSorted((one, other) => other.score - one.score),
    demoted: new Set(scores.keys()),
  };
}

function isNavigation({ text, pages, isNavigation: isDocument = false }: Candidate): boolean {
  return isDocument || isLinkList(text) || (pages.length > 0 && isPrintedIndex(text));
}

function wordsIn({ text, context, headings }: Candidate, stems: ReadonlySet<string>): number {
  const found = new Set<string>();
  for (const word of new Set(lowerWords([context, ...headings, text].join("\n")))) {
    const form = stem(word);
    if (stems.has(form)) found.add(form);
  }
  return found.size;
}
