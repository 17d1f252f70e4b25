import { oppositeSides } from "./direction.js";
import { generalWords } from "../text/general-words.js";
import { isSameMeaning } from "../text/same-meaning.js";
import { stopWords } from "../text/stop-words.js";
import { isSameFamily } from "../text/word-family.js";
import type { Word } from "../text/words.js";

/** Words of a subject that are nowhere in the evidence carry a claim if they are as many, */
const leastForeign = 1.5;
/** or as many and this share of its content words. */
const leastAlone = 1;
const leastShare = 0.15;
/** Verbs and adverbs by their endings: other words for the same are common among them. */
const paraphrase = /(?:ed|ing|ly|en)$/u;
const paraphraseWeight = 0.5;

/**
 * Whether a claim says more than its evidence: it has words of a subject that occur nowhere in quotes, context, question
 * and the passage around the quotes ("and has to be approved by a supervisor").
 *
 * @param evidence - words of quotes, context and question
 * @param passages - stems of the words of the passages; asked for when the evidence lacks a word
 */
export function saysMore(
  claim: readonly Word[],
  evidence: readonly Word[],
  passages: () => readonly ReadonlySet<string>[],
): boolean {
  const content = claim.filter(({ folded }) => !stopWords.has(folded));
  const seen = new Set<string>();
  const stems = new Set(evidence.map((word) => word.stem));
  const compared = new Set(evidence.flatMap(({ folded }) => oppositeSides(folded).map(({ pair }) => pair)));
  let foreign = 0;
  for (const word of content) {
    if (!carries(word) || seen.has(word.stem) || stems.has(word.stem) || hasRelative(word, stems)) continue;
    if (oppositeSides(word.folded).some(({ pair }) => compared.has(pair))) continue;
    if (passages().some((stems) => stems.has(word.stem) || hasRelative(word, stems))) continue;
    if (evidence.some((other) => isSameMeaning(word, other))) continue;
    seen.add(word.stem);
    foreign += paraphrase.test(word.folded) ? paraphraseWeight : 1;
  }
  return foreign >= leastForeign || (foreign >= leastAlone && foreign / content.length >= leastShare);
}

/** Words with digits, names and capitals are compared by other checks. */
function carries({ text, folded, stem }: Word): boolean {
  return folded.length > 2 && /^\p{Ll}[\p{Ll}\p{M}]+$/u.test(text) && !stopWords.has(folded) && !generalWords.has(stem);
}

function hasRelative(word: Word, evidence: ReadonlySet<string>): boolean {
  for (const stem of evidence) if (isSameFamily(word, { stem })) return true;
  return false;
}

const certain =
  /\b(?:guarantee[sd]?|always|certainly|definitely|undoubtedly|inevitably|without fail|in (?:every|all) cases?)\b/iu;
const hedged =
  /\b(?:can|may|might|could|likely|likelihood|probab\p{L}+|possib\p{L}+|usually|often|typically|generally|sometimes|tends?|normally|most)\b/iu;

/** Whether a claim is certain of what its quotes say with reserve: "guarantees" for "can help". */
export function isOverconfident(claim: string, quotes: string): boolean {
  return certain.test(claim) && hedged.test(quotes) && !certain.test(quotes);
}
