import { describe, expect, it } from "vitest";
import { candidate } from "../../test/candidates.js";
import { demoteNavigation } from "./demote-navigation.js";

const contents = ["Pumps", "Valves", "Rotating keys", "Limits", "Glossary"]
  .map((name) => `- [${name}](x.md)`)
  .join("\n");
const passage = (text: string, change: object = {}) => ({ ...candidate(text), headings: [], ...change });

const order = (query: string, ...candidates: readonly ReturnType<typeof passage>[]) => {
  const ranked = candidates.map((one, at) => ({ candidate: one, score: 1 - at / 10 }));
  return demoteNavigation(ranked, query).ranked.map((entry) => entry.candidate);
};

describe("a list of links", () => {
  const list = passage(contents);
  const page = passage("Keys are rotated monthly.");
  const other = passage("Bread rises.");

  it("comes after every passage with the query's words, in order of scores", () => {
    const ranked = [list, other, page].map((one, at) => ({ candidate: one, score: 1 - at / 10 }));
    const result = demoteNavigation(ranked, "rotating keys");
    expect(result.ranked.map((entry) => entry.candidate)).toEqual([other, page, list]);
    expect([...result.demoted]).toEqual([list]);
    expect(result.ranked[2]!.score).toBeLessThan(result.ranked[1]!.score);
  });

  it("keeps its rank for words that no other passage has", () => {
    expect(order("glossary", list, page, other)).toEqual([list, page, other]);
  });

  it("comes after a passage with half of the words, not after one with fewer", () => {
    expect(order("pumps valves limits keys", list, passage("Pumps and valves."))[0]).not.toBe(list);
    expect(order("pumps valves limits keys", list, passage("Pumps."))[0]).toBe(list);
  });

  it("is also a passage of a document that is navigation as a whole", () => {
    const index = passage("keys, rotating, Chapter 3", { isNavigation: true });
    expect(order("rotating keys", index, page)).toEqual([page, index]);
  });

  it("is also the index of printed pages", () => {
    const entries = ["keys, 12", "keys, rotating, 3, 40-42", "limits, 9", "pumps, 14", "relays, 2", "valves, 7"];
    const index = passage(entries.join("\n"), { pages: [80] });
    expect(order("rotating keys", index, page)).toEqual([page, index]);
    expect(order("rotating keys", passage(entries.join("\n")), page)[1]).toBe(page);
  });
});
