import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parseHtmlTree } from "./html-tree.js";
import { renderHtml } from "./render.js";
import { htmlLoader } from "./html-loader.js";

const folder = resolve(import.meta.dirname, "../../../../../shared/data/html");

/**
 * The measure: words are runs of letters and digits in lower case; precision and recall compare the 4-word sequences of
 * both texts as multisets; F1 is their harmonic mean. Texts of fewer than four words are one sequence.
 */
function fourGramF1(truth: string, text: string): number {
  const a = sequences(truth);
  const b = sequences(text);
  let shared = 0;
  for (const [sequence, count] of b) shared += Math.min(count, a.get(sequence) ?? 0);
  const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);
  return (2 * shared) / (total(a) + total(b));
}

function sequences(text: string): Map<string, number> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const counts = new Map<string, number>();
  for (let index = 0; index < Math.max(1, words.length - 3); index += 1) {
    const sequence = words.slice(index, index + 4).join(" ");
    counts.set(sequence, (counts.get(sequence) ?? 0) + 1);
  }
  return counts;
}

describe.skipIf(!existsSync(folder))("main content of articles (needs ../shared/data/html)", () => {
  it("agrees with the expected articles at a mean 4-gram F1 of at least .97", async () => {
    const scores: number[] = [];
    for (const name of readdirSync(folder)) {
      const { text } = await htmlLoader.load({
        path: name,
        bytes: readFileSync(resolve(folder, name, "source.html")),
        sha256: "0".repeat(64),
        modifiedMs: null,
      });
      const expected = renderHtml(
        [parseHtmlTree(readFileSync(resolve(folder, name, "expected.html"), "utf8")).root],
        () => false,
      ).text;
      scores.push(fourGramF1(expected, text));
    }
    expect(scores.length).toBeGreaterThanOrEqual(25);
    expect(scores.reduce((sum, score) => sum + score, 0) / scores.length).toBeGreaterThanOrEqual(0.97);
  });
});
