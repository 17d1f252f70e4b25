import { expect, it } from "vitest";
import { checkQuestion } from "./check-question.js";

it("accepts a question of at most 10,000 characters", () => {
  for (const question of ["?", "x".repeat(10_000)]) expect(() => checkQuestion(question)).not.toThrow();
});

it.each([
  [7, "a text"],
  ["", "at least one word"],
  [" \n", "at least one word"],
  ["x".repeat(10_001), "10001 characters long"],
])("refuses %j", (question, message) => {
  expect(() => checkQuestion(question as string)).toThrow(message);
});
