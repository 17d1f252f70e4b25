import { InvalidOptionError } from "@ragstone/core";

/** Longer than any question a person asks; an embedder's window ends before. */
const maxCharacters = 10_000;

/** @throws {@link InvalidOptionError} if there is nothing to ask, or so much that it is no question */
export function checkQuestion(question: string): void {
  if (typeof question !== "string") throw new InvalidOptionError("question", question, "a text");
  if (question.trim() === "")
    throw new InvalidOptionError(
      "question",
      question,
      "at least one word",
      'Ask something, for example: "How are keys rotated?"',
    );
  if (question.length > maxCharacters) {
    throw new InvalidOptionError(
      "question",
      `${question.length} characters long`,
      `at most ${maxCharacters} characters`,
      "Ask in a few sentences; put long material in a file of the folder and index it.",
    );
  }
}
