import { expect, test } from "vitest";
import type { Passage } from "@ragstone/core";
import type { Excerpt } from "./excerpt.js";
import { lacksValue } from "./lacks-value.js";
import { parseQuestion } from "./question.js";

function excerptOf(text: string): Excerpt {
  const range = { start: 0, end: text.length };
  const element = {
    ...range,
    kind: "paragraph",
    sentences: [range],
    term: null,
    leadIn: null,
    header: null,
    headings: [],
    group: 0,
  } as const;
  const passage: Passage = {
    ...range,
    number: 1,
    origin: "file",
    path: "a.md",
    text,
    headings: [],
    pages: [],
    score: 1,
    scores: { text: 1, vector: 1 },
  };
  return { passage, elements: [element], element, key: range, pieces: [range], words: 1 };
}

test.each([
  ["How often are signing keys rotated?", "Signing keys are rotated every month.", false],
  ["How often are signing keys rotated?", "`rotate` replaces the 2 signing keys.", true],
  ["When are core hours?", "Core hours are from 10:00 to 15:00.", false],
  ["When is the north gate closed?", "The north gate is closed on Mondays.", false],
  ["When are laptops replaced?", "Laptops are replaced after four years.", false],
  ["When is the north gate closed?", "The north gate is closed by a chain.", true],
  ["How long are copies stored?", "Copies are stored for a year.", false],
  ["How long are copies stored?", "Copies are stored as long as the account exists.", false],
  ["How long are copies stored?", "Copies are stored in the north hall.", true],
  ["How much does the permit cost?", "The permit costs 12 euros.", false],
  ["How much does the permit cost?", "Copying the permit can cost 12 cycles.", true],
  ["How many members does the club have?", "The club has about 40 active members.", false],
  [
    "How many members does the club have?",
    "The club has 3 boats and a house on the island, which members may use.",
    true,
  ],
  ["How many members does the club have?", "One can ask the members of the club.", true],
  ["How many people does the ship carry?", "The ship carries 40 passengers.", false],
])("%j is not answered by %j: %j", (question, text, expected) => {
  expect(
    lacksValue(
      parseQuestion(question, () => 1),
      [excerptOf(text)],
    ),
  ).toBe(expected);
});
