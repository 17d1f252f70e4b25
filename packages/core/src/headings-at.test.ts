import { describe, expect, test } from "vitest";
import { headingsAt } from "./headings-at.js";
import type { Block } from "./source-document.js";

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
  ])("%s is under %j", (words, path) => {
    expect(headingsAt(text, blocks, text.indexOf(words))).toEqual(path);
  });

  test.each([0, -1, 7, NaN])("ends when a heading has the level %d, which no loader should give", (level) => {
    const odd = blocks.map((block) => ({ ...block, level }));
    expect(headingsAt(text, odd, text.indexOf("B."))).toContain("Rotation");
  });

  test("takes the text of a heading without a label, and no level as the outermost", () => {
    expect(headingsAt("Keys\nA.", [{ kind: "heading", start: 0, end: 4 }], 5)).toEqual(["Keys"]);
    expect(headingsAt("A.", [], 0)).toEqual([]);
  });
});
