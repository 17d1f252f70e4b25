import { optionKinds as kinds, type Answer } from "@ragstone/core";

const offset = kinds.wholeNumber({ min: 0, max: Number.MAX_SAFE_INTEGER });
const texts = kinds.listOf(kinds.string(), "a list of texts");
const numbers = kinds.listOf(offset, "a list of whole numbers");
const range = { start: offset, end: offset };

const answer = kinds.shape(
  {
    question: kinds.string(),
    status: kinds.oneOf(["answered", "refused"]),
    text: kinds.string(),
    model: kinds.string(),
    claims: kinds.listOf(
      kinds.shape(
        { ...range, text: kinds.string(), citations: numbers, verdict: kinds.string(), problems: texts },
        "a claim of an answer",
      ),
      "the claims of an answer",
    ),
    citations: kinds.listOf(
      kinds.shape(
        { ...range, id: offset, path: kinds.string(), quote: kinds.string(), headings: texts, pages: numbers },
        "a citation of an answer",
      ),
      "the citations of an answer",
    ),
    refusal: kinds.nullable(kinds.shape({ message: kinds.string() }, "a refusal")),
    notes: kinds.listOf(
      kinds.shape({ message: kinds.string(), citations: numbers }, "a note"),
      "the notes of an answer",
    ),
  },
  "an answer as ask() resolves to",
);

/** @throws {@link InvalidOptionError} if the value is not an answer, or its JSON read back */
export function checkAnswer(value: Answer): void {
  answer.check("answer", value);
}
