import { type Word, words } from "@ragstone/verify/internal";
import type { Excerpt } from "./excerpt.js";
import type { ParsedQuestion } from "./question.js";
import { countedNoun } from "./requested-attribute.js";
import { typedPlaces } from "./typed-places.js";

const often = /\bhow (?:often|frequently)\b/iu;
const frequency =
  /\b(?:every|each|per|daily|weekly|monthly|yearly|annual(?:ly)?|hourly|quarterly|nightly|once|twice|times|always|never|regularly|continuous(?:ly)?|constantly|periodic(?:ally)?|intervals?|rarely|seldom|whenever|frequen(?:t|tly|cy)|(?:second|minute|hour|day|week|month|quarter|year)s?|\d+ ?(?:ms|s|m|h|d))\b/iu;
const price =
  /\bhow much\b.*\b(?:costs?|pays?|paid|charged?|owed?|spend|spent|earns?)\b|\b(?:what|which) (?:is|are|was|were)(?: \p{L}+){0,4} (?:price|cost|fee|salary)\b/iu;
const money =
  /[$€£¥]|\b(?:EUR|USD|GBP|CHF|euros?|dollars?|pounds?|francs?|cents?|yen|free|price|fee|salary|budget|amount)s?\b/iu;
/** Words from a number to the noun that it counts, at most; from a word like "several"; from the noun to a number. */
const reach = { digits: 5, vague: 3, after: 2 } as const;

/**
 * Whether a question asks for a number, a date, a price or a frequency and none of the excerpts has one that the question
 * does not give. A number of things is near the word for them, where an excerpt has that word.
 */
export function lacksValue(question: ParsedQuestion, excerpts: readonly Excerpt[]): boolean {
  if (question.type !== "number" && question.type !== "date") return false;
  const shown = excerpts.map(({ passage, pieces }) =>
    pieces.map(({ start, end }) => passage.text.slice(start, end)).join("\n"),
  );
  if (often.test(question.text)) return !shown.some((text) => frequency.test(text));
  if (price.test(question.text) && !shown.some((text) => money.test(text))) return true;
  const noun = countedNoun(question.text);
  return !excerpts.some(({ passage, pieces, element }) => {
    const list = words(passage.text);
    const { values, vague } = typedPlaces(question, passage.text, list);
    return pieces.some(({ start, end }) => {
      const inside = (place: number): boolean => place >= start && place < end;
      const counts = noun === null || element.kind === "row" ? null : placesOf(noun, list).filter(inside);
      const near = (place: number, most: number): boolean =>
        counts === null || counts.length === 0 || counts.some((count) => isNear(list, place, count, most));
      return (
        values.some((place) => inside(place) && near(place, reach.digits)) ||
        vague.some((place) => inside(place) && near(place, reach.vague))
      );
    });
  });
}

function placesOf({ stem }: Word, list: readonly Word[]): readonly number[] {
  return list.filter((word) => word.stem === stem).map((word) => word.start);
}

/** Whether a number is at most some words before what it counts, or right after it. */
function isNear(list: readonly Word[], place: number, noun: number, most: number): boolean {
  const from = list.findIndex((word) => word.end > place);
  const to = list.findIndex((word) => word.start === noun);
  return from <= to ? to - from <= most : from - to <= reach.after;
}
