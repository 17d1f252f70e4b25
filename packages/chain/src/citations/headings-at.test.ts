import type { Block } from "@ragstone/core";
import { describe, expect, test } from "vitest";
import { headingsAt } from "./headings-at.js";

const text = "# Keys\n\nA.\n\n## Rotation\n\nB.\n\n### Notes\n\nC.\n\n## Loss\n\nD.\n";
const blocks: readonly Block[] = ["# Keys", "## Rotation", "### Notes", "## Loss"].map((line) => {
  const start = text.indexOf(line);
  return {
    kind: "heading",
    start,
    end: start + line.length,
    level: line.indexOf(" "),
    label: line.replace(/^#+ /u, ""),
  };
});

describe("headingsAt", () => {
  test.each([
    ["A.", ["Keys"]],
    ["B.", ["Keys", "Rotation"]],
    ["C.", ["Keys", "Rotation", "Notes"]],
    ["D.", ["Keys", "Loss"]],
    ["## Loss", ["Keys", "Loss"]],
  ])("%s stands under %j", (words, path) => {
    expect(headingsAt(text, blocks, text.indexOf(words))).toEqual(path);
  });

  test("takes the text of a heading without a label, and no level as the outermost", () => {
    expect(headingsAt("Keys\nA.", [{ kind: "heading", start: 0, end: 4 }], 5)).toEqual(["Keys"]);
    expect(headingsAt("A.", [], 0)).toEqual([]);
  });
});
