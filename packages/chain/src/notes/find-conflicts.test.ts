import { finishSteps, type Passage } from "@ragstone/core";
import { expect, test } from "vitest";
import { citedSources } from "../evidence/cited-sources.js";
import { findConflicts } from "./find-conflicts.js";

const passage = (number: number, text: string, heading: string): Passage => ({
  number,
  origin: "file",
  path: `${number}.md`,
  start: 0,
  end: text.length,
  text,
  headings: [heading],
  pages: [],
  blocks: [],
  score: 1,
  scores: { text: 1, vector: null },
});

test.each([
  ["How heavy is the crane?", ["KW-1200", "The crane weighs 400 kg."], ["KW-1200", "The crane weighs 500 kg."], 1],
  ["How heavy is the crane?", ["KW-1200", "The crane weighs 400 kg."], ["KW-1600", "The crane weighs 500 kg."], 0],
  ["Who is the chair?", ["Board 2024", "The chair is Ann Berg."], ["Board 2025", "The chair is Carl Holm."], 1],
  ["Who is the chair?", ["Board", "The chair is Ann Berg."], ["Jury", "The chair is Carl Holm."], 0],
])("%j under headings %j and %j: %d conflicts", (question, [heading, text], [otherHeading, otherText], count) => {
  const sources = citedSources([passage(1, text!, heading!), passage(2, otherText!, otherHeading!)], new Map());
  const cited = { origin: "file" as const, path: "1.md", text: text!, headings: [heading!] };
  expect(finishSteps(findConflicts(question, cited, sources, () => null))).toHaveLength(count);
});
