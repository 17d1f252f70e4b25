import type { Citation, Claim } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { composeAnswer } from "./compose-answer.js";

const claim = (text: string, citations: readonly number[] = []): Claim => ({
  text,
  citations,
  start: 500,
  end: 500 + text.length,
  verdict: "quoted",
  problems: [],
});

const citation = (id: number, path: string, start: number, end: number): Citation => ({
  id,
  origin: "file",
  path,
  start,
  end,
  sha256: "",
  quote: "",
  headings: [],
  pages: [],
});

const nothing = { text: "", claims: [], citations: [] };

describe("a composed answer", () => {
  it("has the claims one after the other, each with its range", () => {
    const base = composeAnswer(nothing, { claims: [claim("One."), claim("Two.")], citations: [] });
    const { text, claims } = composeAnswer(base, { claims: [claim("Three.")], citations: [] });
    expect(text).toBe("One. Two. Three.");
    expect(claims.map(({ start, end }) => text.slice(start, end))).toEqual(["One.", "Two.", "Three."]);
  });

  it.each(["- Two.", "* Two.", "• Two.", "  2. Two.", "2) Two."])("begins a line with the list item %j", (item) => {
    expect(composeAnswer(nothing, { claims: [claim("One."), claim(item)], citations: [] }).text).toBe(`One.\n${item}`);
  });

  it.each(["-2 is less.", "2.5 is more.", "2 is even."])("does not treat %j as a list item", (text) => {
    expect(composeAnswer(nothing, { claims: [claim("One."), claim(text)], citations: [] }).text).toBe(`One. ${text}`);
  });

  it("numbers citations on and shares equal ones", () => {
    const base = { text: "One [1].", claims: [claim("One [1].", [1])], citations: [citation(1, "a.md", 0, 5)] };
    const more = {
      claims: [claim("Two [1][2].", [1, 2]), claim("Three [3][4].", [3, 4])],
      citations: [
        citation(1, "b.md", 0, 5),
        citation(2, "a.md", 0, 5),
        citation(3, "a.md", 0, 6),
        citation(4, "a.md", 1, 5),
      ],
    };
    const { text, claims, citations } = composeAnswer(base, more);
    expect(text).toBe("One [1]. Two [2][1]. Three [3][4].");
    expect(claims.map((one) => one.citations)).toEqual([[1], [2, 1], [3, 4]]);
    expect(citations.map(({ id, path, start, end }) => [id, path, start, end])).toEqual([
      [1, "a.md", 0, 5],
      [2, "b.md", 0, 5],
      [3, "a.md", 0, 6],
      [4, "a.md", 1, 5],
    ]);
  });

  it("keeps only citations that its claims use, and numbers of the text that are none", () => {
    const { text, citations } = composeAnswer(nothing, {
      claims: [claim("Note [7] is old [2].", [2])],
      citations: [citation(1, "a.md", 0, 5), citation(2, "b.md", 0, 5)],
    });
    expect(text).toBe("Note [7] is old [1].");
    expect(citations).toEqual([citation(1, "b.md", 0, 5)]);
  });
});
