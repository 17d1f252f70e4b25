import type { GenerationRequest, Passage } from "@ragstone/core";
import { expect, test } from "vitest";
import { firstSteps, secondStep } from "../src/extractive/two-steps.js";

const files = {
  "kitchen.md": "The soup is delivered by Bora.",
  "alto.md": "Alto is a supplier with a rating of 71 points.",
  "bora.md": "Bora is a supplier with a rating of 88 points.",
};

function requestOf(question: string, paths: readonly (keyof typeof files)[]): GenerationRequest {
  const passages = paths.map((path, at): Passage => ({
    number: at + 1,
    origin: "file",
    path,
    start: 0,
    end: files[path].length,
    text: files[path],
    headings: [],
    pages: [],
    score: 1 / (at + 1),
    scores: { text: 5, vector: 0.5 },
  }));
  return { question, history: [], passages, nonce: "n" };
}

test("a name of the best passage is searched for with the words that it leaves open", () => {
  const [step] = firstSteps(requestOf("What rating does the supplier of the soup have?", ["kitchen.md"]));
  expect(step?.query).toBe("Bora rating supplier");
});

test("the second passage is about that name and has all open words", () => {
  const question = "What rating does the supplier of the soup have?";
  const request = requestOf(question, ["kitchen.md", "alto.md", "bora.md"]);
  const [step] = firstSteps(requestOf(question, ["kitchen.md"]));
  expect(secondStep(request, step!)?.passage.path).toBe("bora.md");
  const other = "What telephone does the supplier of the soup have?";
  const [unmet] = firstSteps(requestOf(other, ["kitchen.md"]));
  expect(secondStep(requestOf(other, ["kitchen.md", "alto.md", "bora.md"]), unmet!)).toBeNull();
});

test("there is no second step where a passage leaves nothing open, or has no new name", () => {
  expect(firstSteps(requestOf("Who delivers the soup?", ["kitchen.md"]))).toEqual([]);
  expect(firstSteps(requestOf("What rating does the soup of Bora have?", ["kitchen.md"]))).toEqual([]);
});
