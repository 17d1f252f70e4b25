import { describe, expect, it } from "vitest";
import { correctQuery } from "./correct-query.js";

const known = new Set(["pump", "valves", "vacuum"]);
const nearest: Readonly<Record<string, string>> = {
  vaccum: "vacuum",
  vavles: "valves",
  pumps: "pump",
  valve: "valves",
};

const terms = {
  termShares: async (words: readonly string[]) =>
    new Map(words.map((word) => [word, known.has(word.toLowerCase()) ? 0.5 : 0])),
  nearestTerms: async (word: string) => (nearest[word] === undefined ? [] : [nearest[word], "other"]),
};

describe("the correction of a query", () => {
  it("replaces words that no document contains by the nearest ones", async () => {
    expect(await correctQuery("Vaccum pump (vavles), vavles?", terms)).toEqual({
      query: "vacuum pump (valves), valves?",
      corrected: [
        { from: "Vaccum", to: "vacuum" },
        { from: "vavles", to: "valves" },
      ],
    });
  });

  it.each([
    "vacuum pump valves",
    '"vaccum pump"',
    "„vaccum“ pump",
    "vaccum*",
    "vaccum-1200 1vaccum",
    "vaccum.vavles vaccum_vavles --vaccum /vaccum/vavles",
    "VACCUM vacCum",
    "pumps valve",
    "zeppelin",
    "",
  ])("leaves %j as it is", async (query) => {
    expect(await correctQuery(query, terms)).toEqual({ query, corrected: null });
  });

  it("leaves a query in another language, with many unknown words, as it is", async () => {
    const query = "vaccum eins zwei drei vier fünf sechs sieben acht neun zehn elfen zwölf";
    expect(await correctQuery(query, terms)).toEqual({ query, corrected: null });
  });

  it("leaves every query as it is where the index doesn't know its words", async () => {
    const { termShares } = terms;
    expect(await correctQuery("vaccum", { termShares })).toEqual({ query: "vaccum", corrected: null });
  });
});
