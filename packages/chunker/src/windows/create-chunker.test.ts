import { embeddingText, finishSteps, type Block, type BlockKind, type Chunk } from "@ragstone/core";
import { wordPiece } from "@ragstone/tokenizers";
import { describe, expect, test } from "vitest";
import { createChunker, defaultTargetTokens } from "./create-chunker.js";
import { bgePreset, gtePreset } from "./presets.js";

type Part = readonly [kind: BlockKind, text: string, level?: number];

function make(
  parts: readonly Part[],
  title: string | null = null,
): Parameters<ReturnType<typeof createChunker>["chunk"]>[0] {
  const blocks: Block[] = [];
  let text = "";
  for (const [kind, body, level] of parts) {
    const start = text.length;
    text += body;
    const second = body.indexOf("\n", body.indexOf("\n") + 1);
    blocks.push({
      kind,
      start,
      end: text.length,
      level,
      label: kind === "heading" ? body.replace(/^#+ /u, "") : undefined,
      header: kind === "table" ? { start, end: start + second } : undefined,
    });
    text += "\n\n";
  }
  return { text, blocks, pages: [], title };
}

const tokenizer = wordPiece();
const chunksOf = (parts: readonly Part[], targetTokens: number, title: string | null = null): readonly Chunk[] =>
  createChunker({ tokenizer, windowTokens: 512, targetTokens }).chunk(make(parts, title));
const sentence = (index: number): string => `The keys of house ${index} are rotated every ninety days by the office.`;
const paragraph = (first: number, count: number): string =>
  Array.from({ length: count }, (_, index) => sentence(first + index)).join(" ");

describe("createChunker", () => {
  test("never parts a term from its definition, nor a caption from the rows on the lines below", () => {
    const entries = Array.from({ length: 40 }, (_, index): string[] => [`Term ${index}`, sentence(index)]);
    const rows = Array.from({ length: 40 }, (_, index) => `${index} | ${sentence(index)}`).join("\n");
    const blocks: Block[] = [];
    let text = "";
    const add = (kind: BlockKind, body: string): void => {
      blocks.push({ kind, start: text.length, end: text.length + body.length });
      text += `${body}\n`;
    };
    for (const [term, definition] of entries) {
      add("definition-term", term!);
      add("paragraph", definition!);
    }
    text += "\n";
    add("caption", "The houses");
    add("table", rows);
    const chunks = createChunker({ tokenizer, windowTokens: 512, targetTokens: 60 }).chunk({
      text,
      blocks,
      pages: [],
      title: null,
    });
    expect(chunks.length).toBeGreaterThan(10);
    for (const chunk of chunks) expect(chunk.text).not.toMatch(/(?:^|\n)(?:Term \d+|The houses)$/);
  });

  test("cuts at headings and puts title and headings above into the context, not into the text", () => {
    const chunks = chunksOf(
      [
        ["heading", "# Guide", 1],
        ["paragraph", paragraph(0, 6)],
        ["heading", "## Install", 2],
        ["paragraph", paragraph(10, 6)],
        ["paragraph", paragraph(20, 6)],
        ["heading", "# Use", 1],
        ["paragraph", paragraph(30, 6)],
      ],
      90,
      "Handbook",
    );
    expect(chunks.map((chunk) => [chunk.text.slice(0, 10), chunk.context, chunk.headings])).toEqual([
      ["# Guide\n\nT", "Handbook", ["Guide"]],
      ["## Install", "Handbook > Guide", ["Guide", "Install"]],
      ["The keys o", "Handbook > Guide > Install", ["Guide", "Install"]],
      ["# Use\n\nThe", "Handbook", ["Use"]],
    ]);
    for (const chunk of chunks) expect(chunk.tokens).toBe(tokenizer.count(embeddingText(chunk)) + 2);
  });

  test("never parts a heading from its first paragraph", () => {
    for (let target = 20; target < 120; target += 5) {
      for (const chunk of chunksOf(
        [
          ["paragraph", paragraph(0, 7)],
          ["heading", "## Section", 2],
          ["paragraph", paragraph(9, 7)],
        ],
        target,
      )) {
        expect(chunk.text.endsWith("## Section")).toBe(false);
      }
    }
  });

  test("repeats the header rows of a table as context of the chunks below the first", () => {
    const rows = Array.from({ length: 60 }, (_, row) => `| house ${row} | ${row * 37} |`);
    const [first, ...others] = chunksOf([["table", `| name | value |\n|---|---|\n${rows.join("\n")}`]], 100);
    expect(first!.context).toBe("");
    expect(others.length).toBeGreaterThan(2);
    for (const chunk of others) {
      expect(chunk.context).toBe("| name | value |\n|---|---|");
      expect(chunk.text.split("\n").every((row) => rows.includes(row))).toBe(true);
    }
  });

  test("cuts code between lines, after a blank line if it can, and keeps indentation", () => {
    const functions = Array.from(
      { length: 8 },
      (_, index) => `function f${index}() {\n  const a = ${index};\n\n  return call(a, "x", "y");\n}`,
    );
    const chunks = chunksOf([["code", functions.join("\n\n")]], 60);
    expect(chunks.length).toBeGreaterThan(2);
    for (const chunk of chunks) expect(chunk.text).toMatch(/^function f\d[\s\S]*\n\}$/u);
  });

  test("cuts at sentence ends and not after abbreviations, initials or numbers", () => {
    const text = Array.from(
      { length: 30 },
      (_, index) => `Dr. J. R. Weiss of Acme Inc. measured 3.5 mm vs. ${index}. mm in fig. 4, i.e. more.`,
    ).join(" ");
    for (const chunk of chunksOf([["paragraph", text]], 80)) {
      expect(chunk.text).toMatch(/^Dr\. J\./u);
      expect(chunk.text).toMatch(/more\.$/u);
    }
  });

  test("joins small pieces, and leaves nothing below a quarter of the target that a neighbour has room for", () => {
    const parts: Part[] = Array.from({ length: 60 }, (_, index) => [
      index % 7 === 0 ? "heading" : "list-item",
      index % 7 === 0 ? `## Part ${index}` : `- item ${index}`,
      2,
    ]);
    const chunks = chunksOf(parts, 100);
    for (const [index, chunk] of chunks.entries()) {
      const size = tokenizer.count(chunk.text);
      const neighbours = [chunks[index - 1], chunks[index + 1]]
        .filter((other) => other !== undefined)
        .map((other) => tokenizer.count(other.text));
      expect(size >= 25 || neighbours.every((other) => other + size > 200)).toBe(true);
    }
    expect(chunks.length).toBeLessThan(8);
  });

  test("keeps the context within its share of the window for any headings", () => {
    const chunks = createChunker({ tokenizer, windowTokens: 64 }).chunk(
      make(
        [
          ["heading", `# ${paragraph(0, 20)}`, 1],
          ["paragraph", paragraph(0, 20)],
        ],
        paragraph(50, 9),
      ),
    );
    for (const chunk of chunks) {
      expect(chunk.tokens).toBeLessThanOrEqual(64);
      expect(tokenizer.count(chunk.context)).toBeLessThanOrEqual(16);
    }
  });

  test("reads titles as wiki text marks them", () => {
    const text = `= Little Rock =\n${paragraph(0, 8)}\n= = History = =\n${paragraph(20, 8)}\n`;
    const [first, second] = createChunker({ tokenizer, windowTokens: 512, targetTokens: 120 }).chunk({
      text,
      blocks: [],
      pages: [],
      title: null,
    });
    expect([first!.headings, second!.headings, second!.context]).toEqual([
      ["Little Rock"],
      ["Little Rock", "History"],
      "Little Rock",
    ]);
  });

  test("fills the window when asked to, and aims at the default otherwise", () => {
    const source = make([["paragraph", paragraph(0, 900)]]);
    const mean = (chunks: readonly Chunk[]): number =>
      chunks.reduce((sum, chunk) => sum + chunk.tokens, 0) / chunks.length;
    expect(mean(createChunker({ ...bgePreset, targetTokens: "window" }).chunk(source))).toBeGreaterThan(460);
    expect(Math.abs(mean(createChunker(gtePreset).chunk(source)) - defaultTargetTokens)).toBeLessThan(80);
  });

  test("says which chunker cut", () => {
    expect(createChunker(gtePreset).fingerprint).not.toBe(createChunker(bgePreset).fingerprint);
    expect(createChunker(gtePreset).fingerprint).toBe(createChunker({ ...gtePreset }).fingerprint);
  });

  test.each([
    [{ windowTokens: 17 }, /windowTokens is 17/],
    [{ windowTokens: 512, targetTokens: 15 }, /targetTokens is 15/],
    [{ windowTokens: 512, targetTokens: 511 }, /targetTokens is 511/],
    [{ windowTokens: 512, reservedTokens: -1 }, /reservedTokens is -1/],
  ])("refuses %j", (options, message) => {
    expect(() => createChunker({ tokenizer, ...options })).toThrow(message);
  });

  test("cuts five megabytes without a single space, and five megabytes in one line", () => {
    const chunker = createChunker(bgePreset);
    for (const text of ["a".repeat(5_000_000), "Zx9+/".repeat(1_000_000), `${sentence(1)} `.repeat(75_000)]) {
      const chunks = chunker.chunk({ text, blocks: [], pages: [], title: null });
      expect(chunks.length).toBeGreaterThan(500);
      expect(Math.max(...chunks.map((chunk) => chunk.tokens))).toBeLessThanOrEqual(512);
      expect(Math.max(...chunks.map((chunk) => chunk.text.length))).toBeLessThan(13 * 512);
    }
  });
});

describe("chunkSteps", () => {
  const rows = Array.from({ length: 40_000 }, (_, row) => `${row},pump ${row % 7},${row * 3}`).join("\n");
  const documents = {
    prose: { text: "The pump runs. ".repeat(40_000), blocks: [] },
    lines: { text: rows, blocks: [] },
    "a table": { text: rows, blocks: [{ kind: "table" as const, start: 0, end: rows.length }] },
    "one word": { text: "x".repeat(1_000_000), blocks: [] },
    paragraphs: { text: "The pump runs.\n\n".repeat(40_000), blocks: [] },
  };

  test.each(Object.entries(documents))("pauses often in %s, so that an abort ends it", (_, { text, blocks }) => {
    const steps = createChunker(gtePreset).chunkSteps!({ text, blocks, pages: [], title: null });
    let pauses = 0;
    while (steps.next().done !== true) pauses += 1;
    expect(pauses).toBeGreaterThan(100);
  });

  test("gives the chunks of chunk()", () => {
    const document = { ...documents["a table"], pages: [], title: null };
    const chunker = createChunker(gtePreset);
    expect(finishSteps(chunker.chunkSteps!(document))).toEqual(chunker.chunk(document));
  });
});
