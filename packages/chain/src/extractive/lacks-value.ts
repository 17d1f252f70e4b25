import { words } from "@ragstone/verify/internal";
import type { Excerpt } from "./excerpt.js";
import type { ParsedQuestion } from "./question.js";
import { typedPlaces } from "./typed-places.js";

/** Whether a question asks for a number or a date and none of the excerpts has one that the question does not give. */
export function lacksValue(question: ParsedQuestion, excerpts: readonly Excerpt[]): boolean {
  if (question.type !== "number" && question.type !== "date") return false;
  return !excerpts.some(({ passage, pieces }) => {
    const { values, vague } = typedPlaces(question, passage.text, words(passage.text));
    return pieces.some(({ start, end }) => [...values, ...vague].some((place) => place >= start && place < end));
  });
}
