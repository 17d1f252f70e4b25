import type { Candidate, IndexQuery } from "@ragstone/core";
import { describe, expect, test } from "vitest";
import { findCandidates } from "./find-candidates.js";
import { rankCandidates } from "./rank-candidates.js";

function candidate(id: string, text: string, bm25 = 1): Candidate {
  return {
    id,
    text,
    headings: [],
    origin: "file",
    path: `${id}.md`,
    start: 0,
    end: text.length,
    pages: [],
    tokens: 1,
    context: "",
    sha256: "",
    modifiedMs: null,
    scores: { text: bm25, vector: 0.5 },
  };
}

/** An index that finds `found`, and `quoted` for a query with quotations. */
function indexOf(found: readonly Candidate[], quoted: readonly Candidate[]) {
  const asked: IndexQuery[] = [];
  return {
    asked,
    search: async (query: IndexQuery) => {
      asked.push(query);
      return query.text?.includes('"') === true ? quoted : found;
    },
  };
}

const options = { vector: null, mode: "hybrid", filter: undefined, signal: undefined } as const;

describe("an identifier", () => {
  test("that no candidate contains is searched as a quotation", async () => {
    const index = indexOf([candidate("a", "3.2.1 is old")], [candidate("b", "1.2.3 is new")]);
    const found = await findCandidates({ ...options, index, query: "what is 1.2.3?" }, 10);
    expect(index.asked.map(({ text }) => text)).toEqual(["what is 1.2.3?", 'what is "1.2.3?"']);
    expect(found.map(({ id }) => id)).toEqual(["b", "a"]);
  });

  test("is searched apart from another that no candidate contains, and what lacks it is left out", async () => {
    const asked: string[] = [];
    const passages = [candidate("a", "Use 1.2.3."), candidate("b", "Set max_conn.")];
    const search = async ({ text }: IndexQuery) => {
      asked.push(text!);
      const [, phrase] = /"([^"]+)"/u.exec(text!) ?? [];
      return phrase === undefined ? [candidate("c", "3.2.1")] : passages;
    };
    const found = await findCandidates({ ...options, index: { search }, query: "1.2.3 max_conn" }, 10);
    expect(asked).toEqual(["1.2.3 max_conn", '"1.2.3" max_conn', '1.2.3 "max_conn"']);
    expect(found.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });

  test("that a candidate contains is not searched again", async () => {
    const index = indexOf([candidate("a", "1.2.3 is new")], []);
    await findCandidates({ ...options, index, query: "what is 1.2.3?" }, 10);
    expect(index.asked).toHaveLength(1);
  });

  test("alone comes before all passages with its parts", () => {
    const parts = candidate("parts", "3 2 1, and 1 3 2", 9);
    const whole = candidate("whole", "Version 1.2.3 repairs the driver.", 0.1);
    expect(
      rankCandidates([parts, whole], { query: "1.2.3", mode: "hybrid" }).map(({ candidate }) => candidate.id),
    ).toEqual(["whole", "parts"]);
  });

  test.each([
    ["1.2.3", "version 1.2.34"],
    ["1.2.3", "version 11.2.3"],
    ["1.2.3", "version 1.2.3.4"],
    ["1.2.3", "version 0.1.2.3"],
    ["max_connections", "superuser_max_connections"],
    ["c#", "abc#"],
  ])("%s is not whole in %j", (query, text) => {
    const [longer, other] = [candidate("longer", text), candidate("other", "nothing")];
    const scores = rankCandidates([longer, other], { query, mode: "hybrid" }).map(({ score }) => score);
    expect(scores[0]).toBe(scores[1]);
  });

  test("at the end of a sentence is whole", () => {
    const [other, whole] = [candidate("other", "nothing"), candidate("whole", "Use 1.2.3.")];
    expect(rankCandidates([other, whole], { query: "1.2.3", mode: "text" })[0]!.candidate.id).toBe("whole");
  });

  test("leaves scores between 0 and 1, and the vectors' order in vector mode", () => {
    const all = [candidate("a", "1.2.3", 3), candidate("b", "3.2.1", 5)];
    for (const { score } of rankCandidates(all, { query: "version 1.2.3", mode: "hybrid" })) {
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThanOrEqual(1);
    }
    expect(rankCandidates(all, { query: "1.2.3", mode: "vector" }).map(({ score }) => score)).toEqual([1, 1]);
  });
});

describe("a sentence of a document", () => {
  const query = "the door must never be opened";
  const vectorOnly = { ...options, mode: "vector", query } as const;

  test("is found in vector mode, however far its vector is", async () => {
    const index = indexOf([candidate("a", "a window")], [candidate("b", "The door must never be opened.")]);
    const found = await findCandidates({ ...vectorOnly, index }, 10);
    expect(index.asked.map(({ text }) => text)).toEqual([undefined, `"${query}"`]);
    expect(found.map(({ id }) => id)).toEqual(["b", "a"]);
  });

  test("is not searched again where vectors found it, and what lacks it is left out", async () => {
    const holding = indexOf([candidate("b", "The door must never be opened.")], []);
    await findCandidates({ ...vectorOnly, index: holding }, 10);
    expect(holding.asked).toHaveLength(1);
    const lacking = indexOf([candidate("a", "a window")], [candidate("c", "the door")]);
    expect((await findCandidates({ ...vectorOnly, index: lacking }, 10)).map(({ id }) => id)).toEqual(["a"]);
  });
});

describe("a quotation", () => {
  test("is required in vector mode, too", async () => {
    const index = indexOf([], [candidate("a", "the front door")]);
    const found = await findCandidates({ ...options, index, mode: "vector", query: '"front door"' }, 10);
    expect(found.map(({ id }) => id)).toEqual(["a"]);
  });

  test("is searched once", async () => {
    const index = indexOf([], []);
    await findCandidates({ ...options, index, query: '"version 1.2.3"' }, 10);
    expect(index.asked).toHaveLength(1);
  });
});
