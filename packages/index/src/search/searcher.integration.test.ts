import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IndexWriter } from "@ragstone/core";
import { sampleDocument, sampleFingerprint, sampleVector, sampleVectors } from "@ragstone/testkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openIndex } from "../local/open-index.js";

let dir: string;
let index: IndexWriter;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "ragstone-searcher-"));
  index = await openIndex({ dir, mode: "write", create: sampleFingerprint });
  const texts = ["pumps are built here", "how it is and what it was", "a valve opens", "what the weather was", "sand"];
  for (const [at, text] of texts.entries()) {
    const entry = sampleDocument(`${at}.md`, text);
    await index.putVectors(sampleVectors(entry));
    await index.replaceDocument(entry);
  }
});
afterEach(async () => {
  await index.close();
  rmSync(dir, { recursive: true, force: true });
});

async function ranked(text: string, k: number): Promise<string[]> {
  const hits = [...(await index.search({ text, k }))].sort((one, other) => other.scores.text - one.scores.text);
  expect(hits.every(({ scores }) => scores.text > 0)).toBe(true);
  return hits.map((hit) => hit.text);
}

describe("a search by text alone", () => {
  it("ranks matches of a question's topic first, and fills the list with matches of its other words", async () => {
    expect(await ranked("what is a valve?", 5)).toEqual([
      "a valve opens",
      "how it is and what it was",
      "what the weather was",
    ]);
    expect(await ranked("what is a valve?", 2)).toEqual(["a valve opens", "how it is and what it was"]);
  });

  it("gives nothing where the words that a question is about find nothing", async () => {
    expect(await ranked("what is a zebra?", 5)).toEqual([]);
  });

  it("does not fill the list of a search by both sides, which vectors fill", async () => {
    const hits = await index.search({ text: "what is a valve?", vector: sampleVector("sand"), k: 5 });
    expect(hits.filter(({ scores }) => scores.text > 0).map((hit) => hit.text)).toEqual(["a valve opens"]);
  });
});

describe("a quotation", () => {
  it("finds the passages that contain it, however many contain its words apart", async () => {
    const lines = Array.from({ length: 3000 }, (_, line) =>
      line === 2500 ? "the red valve door opens" : `door ${line} and the valve that is red`,
    );
    const entry = sampleDocument("many.md", lines.join("\n"));
    await index.putVectors(sampleVectors(entry));
    await index.replaceDocument(entry);
    expect(await ranked('"red valve door"', 5)).toEqual(["the red valve door opens"]);
    expect(await ranked('where is the "red valve door"', 1)).toEqual(["the red valve door opens"]);
  });
});
