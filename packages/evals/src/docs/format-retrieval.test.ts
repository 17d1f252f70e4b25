import { expect, it } from "vitest";
import { evidenceRank } from "./evidence-rank.js";
import { formatRetrieval } from "./format-retrieval.js";

it("counts evidence by half and kind, next to LangChain's", () => {
  const row = { question: "How are keys rotated?", kind: "howto", tuning: true, ours: 1, langchain: 0 };
  const table = formatRetrieval([
    row,
    { ...row, kind: "paraphrase", ours: 4, langchain: 21 },
    { ...row, question: "What is max_keys?", tuning: false, ours: 0, langchain: 2 },
  ]);
  const lines = table.split("\n").map((line) => line.replaceAll(/[\s|]+/gu, " ").trim());
  expect(lines).toContain("both howto 2 50 / 50 / 50 / 50 / 50 / 50 0 / 50 / 50 / 50 / 50 / 50");
  expect(lines).toContain("tuning everyday words 1 0 / 0 / 100 / 100 / 100 / 100 0 / 0 / 0 / 0 / 0 / 100");
  expect(lines).toContain("tuning others 1 100 / 100 / 100 / 100 / 100 / 100 0 / 0 / 0 / 0 / 0 / 0");
  expect(lines).toContain("tuning with an identifier 0 - -");
  expect(lines).toContain("tuning all 2 50 / 50 / 100 / 100 / 100 / 100 0 / 0 / 0 / 0 / 0 / 50");
  expect(lines).toContain("unseen with an identifier 1 0 / 0 / 0 / 0 / 0 / 0 0 / 100 / 100 / 100 / 100 / 100");
});

it("ranks evidence by the first quote that is found, or by the last where all are needed", () => {
  const evidence = ["the first quotation", "the second quotation"].map((quote) => ({ path: "a.md", quote }));
  const question = { id: "a", kind: "list", question: "?", answers: [], evidence };
  const texts = ["none", "it has the second quotation", "and the first quotation"];
  expect(evidenceRank(question, texts)).toBe(2);
  expect(evidenceRank({ ...question, all: true }, texts)).toBe(3);
  expect(evidenceRank({ ...question, all: true }, texts.slice(0, 2))).toBe(0);
  expect(evidenceRank({ ...question, evidence: [] }, texts)).toBeNull();
});
