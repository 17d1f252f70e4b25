import { bgePreset, createChunker, gtePreset, staticPreset } from "@ragstone/chunker";
import { embeddingText, type SourceDocument } from "@ragstone/core";
import { documentFaults, loaderInput } from "@ragstone/testkit";
import * as fc from "fast-check";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadDocument } from "../src/index.js";
import { formatSamples } from "./format-samples.js";

const presets = { gte: gtePreset, bge: bgePreset, static: staticPreset, small: { ...bgePreset, windowTokens: 48 } };

/** Violations of the chunk contract under any preset; empty for a sound document. */
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

describe("every character of every format is in a chunk that is a slice and fits the window", () => {
  it.each(Object.keys(formatSamples))("%s", async (path) => {
    await fc.assert(
      fc.asyncProperty(paragraphs, async (lines) => {
        expect(chunkFaults(await loadDocument(loaderInput(path, await formatSamples[path]!(lines))))).toEqual([]);
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
