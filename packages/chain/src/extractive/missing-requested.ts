import { areOpposites, isSameFamily, stopWords, type Word, words } from "@ragstone/verify/internal";
import type { Candidate } from "./candidate-features.js";
import { numberedThings, type NumberedThing } from "./numbered-things.js";
import type { ParsedQuestion } from "./question.js";

/**
 * The parts of a question that no answer leaves out and that an excerpt with its headings does not mention in any form:
 * the requested attribute, a word of which it has only the opposite, a thing whose number it gives to another thing
 * ("pump 11", where it has "valve 11").
 *
 * @param comparesMeaning - whether words match by vectors; without, an attribute may be there in other words
 */
export function missingRequested(
  { text, terms }: ParsedQuestion,
  excerpt: Candidate,
  comparesMeaning: boolean,
): readonly string[] {
  const list = contextWords(excerpt);
  const unmet = terms.filter(
    ({ word, requested }, at) =>
      excerpt.matches[at] === 0 && ((requested && comparesMeaning) || list.some((other) => areOpposites(word, other))),
  );
  const things = numberedThings(text).filter((thing) => !hasThing(list, thing));
  return [...unmet.map(({ word }) => word.text), ...things.map(({ noun, number }) => `${noun.text} ${number}`)];
}

function contextWords({ passage, pieces, element }: Candidate): readonly Word[] {
  const labels = [...element.headings, ...passage.headings, passage.path].join("\n");
  return [...pieces.flatMap(({ start, end }) => words(passage.text, start, end)), ...words(labels)];
}

/** Whether the noun is there, or its number without another noun before it. */
function hasThing(list: readonly Word[], { noun, number }: NumberedThing): boolean {
  if (list.some((word) => word.stem === noun.stem || isSameFamily(word, noun))) return true;
  const before = list.flatMap(({ folded }, at) => (folded === number ? [list[at - 1]] : []));
  return before.some((word) => word === undefined || stopWords.has(word.folded));
}
