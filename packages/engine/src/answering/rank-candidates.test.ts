import type { Candidate } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { candidate } from "../../test/candidates.js";
import type { SearchMode } from "../api/search-mode.js";
import { bestOfEach } from "./best-of-each.js";
import { preferIdentifiers, shareOf } from "./prefer-identifiers.js";
import { rankCandidates } from "./rank-candidates.js";

const passage = (text: string, score: number, vector: number | null = null, path = "a.md") => ({
  ...candidate(text, score, vector, path),
  headings: ["Release 4.5.6"],
});

describe("the share of identifiers in a passage", () => {
  it.each([
    ["version 1.2.3 is out", 1],
    ["VERSION 1.2.3.", 1],
    ["(1.2.3)", 1],
    ["1.2.3: fixed", 1],
    ["1.2.3, then", 1],
    ["11.2.3", 0],
    ["0.1.2.3", 0],
    ["4:1.2.3", 0],
    ["v1.2.3", 0],
    ["_1.2.3", 0],
    ["1.2.34", 0],
    ["1.2.3.4", 0],
    ["1.2.3:4", 0],
    ["1.2.3-4", 0],
    ["1.2.3-beta", 1],
    ["1.2.3_rc", 0],
    ["1.2.3x", 0],
    ["3.2.1", 0],
    ["1.2.34 before 1.2.3", 1],
  ])("counts whole ones only: %s", (text, share) => {
    expect(shareOf(["1.2.3"], { text, headings: [], path: "x.md" })).toBe(share);
  });

  it("looks at headings and the path too", () => {
    const found = { text: "Keys rotate.", headings: ["Notes", "Release 1.2.3"], path: "src/max_keys.md" };
    expect(shareOf(["1.2.3", "max_keys", "4.5.6", "kw-12"], found)).toBe(0.5);
  });
});

describe("passages with identifiers", () => {
  const ranked = [
    { candidate: passage("nothing", 1), score: 0.65 },
    { candidate: passage("kw-12", 1), score: 0.4 },
  ];

  it("are raised by the weight", () => {
    const raised = preferIdentifiers(ranked, ["kw-12"], 0.3);
    expect(raised.map(({ candidate: { id } }) => id)).toEqual(["kw-12", "nothing"]);
    expect(raised.map(({ score }) => score)).toEqual([expect.closeTo(0.7 / 1.3, 12), expect.closeTo(0.5, 12)]);
  });

  it("come before all others where the query has no other word", () => {
    const raised = preferIdentifiers(ranked, ["kw-12", "kw-13"], 1);
    expect(raised.map(({ score }) => score)).toEqual([expect.closeTo(0.9 / 2, 12), expect.closeTo(0.65 / 2, 12)]);
  });
});

describe("the ranking of candidates", () => {
  const idsOf = (query: string, candidates: readonly Candidate[], mode: SearchMode) =>
    rankCandidates(candidates, { query, mode }).map(({ candidate: { id } }) => id);

  it("leaves out those that neither side recommends", () => {
    const candidates = [
      passage("one", 0, -0.5),
      passage("two", 3, null),
      passage("three", 0, 0.9),
      passage("four", 0, 0),
    ];
    expect(idsOf("valves", candidates, "hybrid")).toEqual(["three", "two"]);
    expect(idsOf("valves", candidates, "text")).toEqual(["three", "two"]);
    expect(idsOf("valves", candidates, "vector")).toEqual(["three"]);
  });

  it("prefers passages with the query's identifier, alone or repeated more than next to words", () => {
    const candidates = [passage("other part", 10), passage("kw-12 part", 6)];
    expect(idsOf("part", candidates, "hybrid")).toEqual(["other part", "kw-12 part"]);
    expect(idsOf("which part is kw-12", [passage("other part", 10), passage("kw-12 part", 6.9)], "hybrid")).toEqual([
      "other part",
      "kw-12 part",
    ]);
    expect(idsOf("which part is kw-12", [passage("other part", 10), passage("kw-12 part", 7.1)], "text")).toEqual([
      "kw-12 part",
      "other part",
    ]);
    for (const query of ["kw-12", " kw-12  kw-12 "]) expect(idsOf(query, candidates, "text")[0]).toBe("kw-12 part");
    expect(idsOf("kw-12", [passage("other part", 0, 1), passage("kw-12 part", 0, 0.5)], "vector")[0]).toBe(
      "other part",
    );
  });
});

describe("a query that is a sentence of a document", () => {
  const query = "The valve must never be opened by hand.";
  const similar = passage(
    "Never open a valve: the hand must be on the valve, opened or not, never by the valve.",
    9,
    0.9,
  );
  const holding = passage("Safety. The **valve** must never be\nopened by [hand](x.md).", 3, 0.1);

  it.each(["hybrid", "text", "vector"] as const)("finds the passage that contains it first in mode %s", (mode) => {
    const ranked = rankCandidates([similar, holding], { query, mode });
    expect(ranked.map(({ candidate }) => candidate)).toEqual([holding, similar]);
    expect(ranked.map(({ explanation }) => explanation.verbatim)).toEqual([true, false]);
    expect(ranked[0]!.score).toBeGreaterThan(ranked[1]!.score);
  });

  it("is not looked for where the query has fewer than five words", () => {
    const ranked = rankCandidates([similar, holding], { query: "must never be opened", mode: "text" });
    expect(ranked.map(({ candidate }) => candidate)).toEqual([similar, holding]);
  });

  it("must be there as a whole, word by word", () => {
    const parts = passage("A valve must never be opened by handles.", 3, 0.1);
    expect(rankCandidates([similar, parts], { query, mode: "text" })[0]!.candidate).toBe(similar);
  });
});

it("keeps the best passage of each document, files and put texts of one name being two", () => {
  const ranked = [
    { candidate: passage("one", 1, null, "a.md"), score: 0.9 },
    { candidate: passage("two", 1, null, "a.md"), score: 0.8 },
    { candidate: { ...passage("three", 1, null, "a.md"), origin: "put" as const }, score: 0.7 },
    { candidate: passage("four", 1, null, "b.md"), score: 0.6 },
  ];
  expect(bestOfEach(ranked).map(({ candidate: { id } }) => id)).toEqual(["one", "three", "four"]);
});
