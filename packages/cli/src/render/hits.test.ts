import type { Hit } from "@ragstone/core";
import type { SearchHits } from "@ragstone/engine";
import { describe, expect, it } from "vitest";
import type { Terminal } from "../terminal.js";
import { excerptOf } from "./excerpt.js";
import { renderHits } from "./hits.js";
import { wrapText } from "./wrap-text.js";

const marked = ({ text, marks }: ReturnType<typeof excerptOf>) => marks.map(({ start, end }) => text.slice(start, end));

function hitOf(text: string, words: readonly string[] = [], start = 50): Hit {
  const highlights = words.map((word) => {
    const at = start + text.indexOf(word);
    return { start: at, end: at + word.length };
  });
  const place = { rank: 1, id: "x1", origin: "file", path: "a.md", start, end: start + text.length } as const;
  return { ...place, score: 0.5, scores: { text: 1, vector: 0.25 }, text, headings: [], pages: [], highlights };
}

const terminal = (columns: number | null): Terminal =>
  ({ columns, style: (style: unknown, text: string) => (Array.isArray(style) ? `<${text}>` : text) }) as Terminal;

const render = (columns: number | null, hits: readonly Hit[], corrected: SearchHits["corrected"] = null) =>
  renderHits(terminal(columns), Object.assign([...hits], { corrected }));

describe("the excerpt of a hit", () => {
  it("begins with the sentence of the first highlight, white space collapsed", () => {
    const excerpt = excerptOf(hitOf("A first one. Keys   are\nrotated monthly.", ["Keys", "rotated"]));
    expect(excerpt.text).toBe("… Keys are rotated monthly.");
    expect(marked(excerpt)).toEqual(["Keys", "rotated"]);
  });

  it("begins with the passage where nothing is highlighted", () => {
    expect(excerptOf(hitOf("# Keys\n\nThey open doors."))).toEqual({ text: "# Keys They open doors.", marks: [] });
  });

  it("is cut between words, on both sides", () => {
    const excerpt = excerptOf(hitOf(`${"before ".repeat(50)}KEY ${"after ".repeat(80)}`, ["KEY"]));
    expect(excerpt.text).toMatch(/^… (before )+KEY (after )+after…$/u);
    expect(excerpt.text.length).toBeLessThanOrEqual(245);
    expect(marked(excerpt)).toEqual(["KEY"]);
  });

  it("leaves out highlights behind its end, and shows no control codes", () => {
    const excerpt = excerptOf(hitOf(`a\u001b[31mKEY ${"x".repeat(300)} END`, ["KEY", "END"]));
    expect(excerpt.text).not.toContain("\u001b");
    expect(marked(excerpt)).toEqual(["KEY"]);
  });
});

describe("wrapped text", () => {
  it("has no longer line than the width and loses nothing", () => {
    const text = "one two three four five averyveryverylongword six";
    for (const width of [3, 8, 12, 60]) {
      const lines = wrapText({ text, marks: [] }, width);
      expect(lines.map((line) => line.text).join(" ")).toBe(text);
      for (const line of lines) expect(line.text.length <= width || !line.text.includes(" ")).toBe(true);
    }
  });

  it("cuts marks with the lines", () => {
    const lines = wrapText({ text: "one two three", marks: [{ start: 4, end: 13 }] }, 8);
    expect(lines.map((line) => marked(line))).toEqual([["two"], ["three"]]);
  });
});

describe("the hits of a search", () => {
  it("are one line of text each where the output is no terminal", () => {
    expect(render(null, [hitOf("Keys are rotated.", ["Keys"])])).toBe(
      "1. a.md:50-67  0.50  x1\n   <Keys> are rotated.\n",
    );
  });

  it("are wrapped to the terminal", () => {
    const text = "Keys are rotated every month by the person on duty.";
    expect(render(30, [hitOf(text, ["Keys"])])).toBe(
      "1. a.md:50-101  0.50  x1\n   <Keys> are rotated every\n   month by the person on\n   duty.\n",
    );
  });

  it("tell why they have their rank where that was asked for", () => {
    const explanation = {
      fusion: 0.75,
      features: null,
      identifiers: 0.5,
      verbatim: true,
      demoted: true,
      reranked: { name: "minilm", score: 0.5 },
    };
    const shown = render(null, [{ ...hitOf("Keys."), explanation, copies: ["b.md"] }]);
    expect(shown.split("\n").slice(2)).toEqual([
      "   also in: b.md",
      "   raw: text 1.00, vector 0.250, fused 0.750",
      "   reranked by minilm: 0.500, which replaces the score so far",
      "   identifiers of the query: 50 % contained whole",
      "   a list of links, ranked behind the passages with the query's words",
      "   contains the query word for word",
      "",
    ]);
  });

  it("name their features with the values", () => {
    const features = {
      fusion: 1,
      vector: 0,
      sentence: 0,
      words: 0.25,
      sentenceWords: 0,
      adjacency: 0,
      headings: 0,
      terms: 0,
      path: 0,
      neighbours: 0,
    };
    const explanation = { fusion: 1, features, identifiers: null, verbatim: false, demoted: false, reranked: null };
    expect(render(null, [{ ...hitOf("Keys."), explanation }])).toContain(
      "ranked by: fusion 1.00, vector 0.00, nearest sentence 0.00, words 0.25",
    );
  });

  it("say what was searched for in place of typos, and that nothing was found", () => {
    expect(render(null, [], [{ from: "kyes", to: "keys" }])).toBe(
      "corrected: searched for keys (no document contains kyes)\n\nNothing found.\n",
    );
  });
});
