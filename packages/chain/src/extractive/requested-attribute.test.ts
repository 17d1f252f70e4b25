import { expect, test } from "vitest";
import { requestedAttribute } from "./requested-attribute.js";

test.each([
  ["Who painted the ferry Otter?", ["painted"]],
  ["By whom was the ferry painted?", ["painted"]],
  ["Which team painted valve 17?", ["painted"]],
  ["What is the telephone number of Ines Holm?", ["telephone"]],
  ["What are the opening hours of the pool?", []],
  ["How many cars does the ferry carry?", ["cars"]],
  ["Who put an interpreter into the code base?", []],
  ["Who is Ines Holm?", []],
  ["What is the maximum number of worktrees?", []],
  ["What is meant by a break-glass account?", []],
  ["Wer hat die Fähre gestrichen?", []],
])("%j requests %j", (question, expected) => {
  expect(requestedAttribute(question).map((word) => word.text)).toEqual(expected);
});
