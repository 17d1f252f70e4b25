import { bgePreset, createChunker, gtePreset, staticPreset } from "@ragstone/chunker";
import { embeddingText, type SourceDocument } from "@ragstone/core";
import { documentFaults, loaderInput } from "@ragstone/testkit";
import * as fc from "fast-check";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadDocument } from "../src/index.js";
import { makeDocx, paragraph } from "./_make-docx.js";
import { drawPdf } from "./_draw-pdf.js";
import { makeEpub, makePptx, makeWorkbook } from "./_make-office.js";

const presets = { gte: gtePreset, bge: bgePreset, static: staticPreset, small: { ...bgePreset, windowTokens: 48 } };

/** What is wrong with the chunks of a document under any preset; empty when every promise holds. */
function chunkFaults(document: SourceDocument): string[] {
  const faults = documentFaults(document);
  const { text, blocks } = document;
  for (const [name, preset] of Object.entries(presets)) {
    const held = new Uint8Array(text.length);
    let reached = 0;
    for (const chunk of createChunker(preset).chunk(document)) {
      if (chunk.text !== text.slice(chunk.start, chunk.end)) faults.push(`${name}: not a slice at ${chunk.start}`);
      if (chunk.start < reached) faults.push(`${name}: overlaps at ${chunk.start}`);
      const sent = preset.tokenizer.count(embeddingText(chunk)) + preset.tokenizer.specialTokens;
      if (sent > preset.windowTokens) faults.push(`${name}: ${sent} tokens at ${chunk.start}`);
      reached = chunk.end;
      held.fill(1, chunk.start, chunk.end);
    }
    for (const block of blocks) {
      if (block.kind !== "hidden") continue;
      if (held.subarray(block.start, block.end).includes(1))
        faults.push(`${name}: holds hidden text at ${block.start}`);
      held.fill(1, block.start, block.end);
    }
    for (const { index } of text.matchAll(/\S/gu))
      if (held[index] === 0) faults.push(`${name}: no chunk holds ${index}`);
  }
  return faults.slice(0, 5);
}

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const words = fc
  .array(
    fc.constantFrom(
      "keys",
      "rotate",
      "Straße",
      "\u{1F600}",
      "标题",
      "a|b",
      "# x",
      "- y",
      '"q"',
      "e\u0301",
      "0.5",
      "<!-- h -->",
      "<b hidden>",
      "{",
      "]",
      "```",
      "| - |",
      "..",
      "=====",
      "x".repeat(300),
    ),
    { minLength: 1, maxLength: 60 },
  )
  .map((list) => list.join(" "));
const paragraphs = fc.array(words, { minLength: 1, maxLength: 12 });

/** Each format, made of paragraphs. */
const formats: Readonly<Record<string, (lines: readonly string[]) => Uint8Array | string | Promise<Uint8Array>>> = {
  "a.txt": (lines) => lines.join("\n\n"),
  "a.md": (lines) => lines.map((line, n) => `${["", "# ", "- ", "> ", "    ", "| "][n % 6]}${line}`).join("\n\n"),
  "a.html": (lines) =>
    `<!doctype html><body>${lines.map((line, n) => (n % 3 === 0 ? `<h2>${escape(line)}</h2>` : `<p>${escape(line)}</p>`)).join("")}`,
  "a.rst": (lines) => lines.map((line, n) => (n % 3 === 0 ? `${line}\n${"=".repeat(line.length)}` : line)).join("\n\n"),
  "a.csv": (lines) => `name,note\n${lines.map((line, n) => `${n},"${line.replaceAll('"', '""')}"`).join("\n")}`,
  "a.tsv": (lines) => `name\tnote\n${lines.map((line, n) => `${n}\t${line}`).join("\n")}`,
  "a.pdf": drawPdf,
  "a.json": (lines) => JSON.stringify(lines),
  "a.jsonl": (lines) => lines.map((line) => JSON.stringify({ line })).join("\n"),
  "a.yaml": (lines) => lines.map((line, n) => `k${n}: ${JSON.stringify(line)}`).join("\n"),
  "a.xml": (lines) => `<r>${lines.map((line) => `<i>${escape(line)}</i><!-- c -->`).join("\n")}</r>`,
  "a.py": (lines) => lines.map((line, n) => `def f${n}():\n    return ${JSON.stringify(line)}`).join("\n\n"),
  "a.ts": (lines) => lines.map((line, n) => `/** Doc. */\nexport const f${n} = ${JSON.stringify(line)};`).join("\n\n"),
  "a.js": (lines) => lines.map((line, n) => `function f${n}() {\n  return ${JSON.stringify(line)};\n}`).join("\n\n"),
  "a.tsx": (lines) =>
    lines.map((line, n) => `export const A${n} = () => <div>{${JSON.stringify(line)}}</div>;`).join("\n"),
  "a.java": (lines) =>
    `class A {\n${lines.map((line, n) => `  String f${n}() { return ${JSON.stringify(line)}; }`).join("\n\n")}\n}\n`,
  "a.cpp": (lines) => lines.map((line, n) => `const char *f${n}() { return ${JSON.stringify(line)}; }`).join("\n\n"),
  "a.go": (lines) =>
    `package a\n\n${lines.map((line, n) => `func f${n}() string { return ${JSON.stringify(line)} }`).join("\n\n")}\n`,
  "a.rs": (lines) =>
    lines.map((line, n) => `/// Doc.\nfn f${n}() -> &'static str { ${JSON.stringify(line)} }`).join("\n\n"),
  "a.php": (lines) =>
    `<?php\n${lines.map((line, n) => `function f${n}() { return ${JSON.stringify(line)}; }`).join("\n\n")}\n`,
  "a.css": (lines) => lines.map((line, n) => `.c${n} { content: ${JSON.stringify(line)} }`).join("\n\n"),
  "a.rb": (lines) => lines.map((line, n) => `def f${n}\n  ${JSON.stringify(line)}\nend`).join("\n\n"),
  "a.sql": (lines) => lines.map((line) => `INSERT INTO t VALUES (${JSON.stringify(line)});`).join("\n\n"),
  "a.toml": (lines) => lines.map((line, n) => `[t${n}]\nv = ${JSON.stringify(line)}`).join("\n\n"),
  "a.docx": (lines) => makeDocx(lines.map((line, n) => paragraph(escape(line), n % 3 === 0 ? "H2" : "")).join("")),
  "a.pptx": (lines) =>
    makePptx(
      lines.map((line) => ({
        title: escape(line),
        lines: [escape(line), "x"],
        rows: [
          ["a", "b"],
          ["1", "2"],
        ],
      })),
    ),
  "a.xlsx": (lines) => makeWorkbook("xlsx", { S: [["name", "note"], ...lines.map((line, n) => [n, line])] }),
  "a.xls": (lines) => makeWorkbook("biff8", { S: [["name", "note"], ...lines.map((line, n) => [n, line])] }),
  "a.ods": (lines) => makeWorkbook("ods", { S: [["name", "note"], ...lines.map((line, n) => [n, line])] }),
  "a.epub": (lines) => makeEpub(lines.map((line) => `<h1>${escape(line)}</h1><p>${escape(line)}</p>`)),
  "a.ipynb": (lines) =>
    JSON.stringify({
      cells: lines.map((line, n) => ({ cell_type: n % 2 === 0 ? "markdown" : "code", source: line })),
      metadata: {},
    }),
  "a.eml": (lines) =>
    `From: a@b.c\r\nSubject: s\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${lines.join("\r\n\r\n")}`,
};

describe("every character of every format is in a chunk that is a slice and fits the window", () => {
  it.each(Object.keys(formats))("%s", async (path) => {
    await fc.assert(
      fc.asyncProperty(paragraphs, async (lines) => {
        expect(chunkFaults(await loadDocument(loaderInput(path, await formats[path]!(lines))))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  const data = fileURLToPath(new URL("../../../../shared/data/", import.meta.url));
  const folders = ["docx", "chunking", "pdf/samples"].filter((folder) => existsSync(join(data, folder)));
  it.skipIf(folders.length === 0).each(folders)("on the sample data in %s", { timeout: 240_000 }, async (folder) => {
    let loaded = 0;
    for (const name of readdirSync(join(data, folder))) {
      if (name === "README.md") continue;
      const document = await loadDocument(
        loaderInput(name, new Uint8Array(readFileSync(join(data, folder, name)))),
      ).catch(() => null);
      if (document === null || document.text.length > 200_000) continue;
      loaded += 1;
      expect({ name, faults: chunkFaults(document) }).toEqual({ name, faults: [] });
    }
    expect(loaded).toBeGreaterThan(2);
  });
});
