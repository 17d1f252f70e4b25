import type { Claim } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { claimIndex } from "./claim-index.js";
import { splitRun } from "./split-run.js";

function claim(start: number, end: number, key?: Claim["key"]): Claim {
  const common = { start, end, text: "", citations: [1], verdict: "checked", problems: [] } as const;
  return key === undefined ? common : { ...common, key };
}

describe("splitRun", () => {
  const text = "Intro. Keys rotate [1]. See [9] and [2].";

  it("loses no character", () => {
    const pieces = splitRun({ text, start: 0 }, claimIndex([claim(7, 23), claim(24, 40)]), new Set([1, 2]));
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  });

  it("separates claims, and markers of known citations only", () => {
    const pieces = splitRun({ text, start: 100 }, claimIndex([claim(107, 123)]), new Set([1, 2]));
    expect(pieces.map(({ text, claim, citation }) => [text, claim, citation])).toEqual([
      ["Intro. ", null, null],
      ["Keys rotate ", 0, null],
      ["[1]", 0, 1],
      [".", 0, null],
      [" See [9] and ", null, null],
      ["[2]", null, 2],
      [".", null, null],
    ]);
  });

  it("marks the sentence that answers", () => {
    const pieces = splitRun({ text, start: 0 }, claimIndex([claim(0, 40, { start: 7, end: 18 })]), new Set());
    expect(pieces.filter(({ key }) => key).map((piece) => piece.text)).toEqual(["Keys rotate"]);
  });

  it("gives text that is not in the source to no claim", () => {
    expect(splitRun({ text: "x", start: null }, claimIndex([claim(0, 40)]), new Set())[0]?.claim).toBeNull();
  });
});
