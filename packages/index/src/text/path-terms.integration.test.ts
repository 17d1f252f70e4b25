import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IndexWriter, SearchFilter } from "@ragstone/core";
import { sampleDocument, sampleFingerprint, sampleVectors } from "@ragstone/testkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openIndex } from "../local/open-index.js";

let dir: string;
let index: IndexWriter;

const put = async (path: string, text: string): Promise<void> => {
  const entry = sampleDocument(path, text);
  await index.putVectors(sampleVectors(entry));
  await index.replaceDocument(entry);
};

const find = async (text: string, filter?: SearchFilter): Promise<string[]> => {
  const found = await index.search({ text, k: 5, ...(filter && { filter }) });
  return found.toSorted((one, other) => other.scores.text - one.scores.text).map(({ path }) => path);
};

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "ragstone-paths-"));
  index = await openIndex({ dir, mode: "write", create: sampleFingerprint });
  await put("contracts/acme-renewal.md", "Payment is due within thirty days.");
  await put("contracts/other.md", "The renewal of permits takes a week.");
  await put("src/ContentTypeParser.md", "Bodies are read as JSON.");
});

afterEach(async () => {
  await index.close();
  rmSync(dir, { recursive: true, force: true });
});

describe("text search", () => {
  it("finds documents by the words of their folders and names", async () => {
    expect(await find("acme")).toEqual(["contracts/acme-renewal.md"]);
    expect(await find("contract")).toEqual(["contracts/acme-renewal.md", "contracts/other.md"]);
    expect(await find("parser")).toEqual(["src/ContentTypeParser.md"]);
    expect(await find("contenttypeparser")).toEqual(["src/ContentTypeParser.md"]);
  });

  it("weighs a word of the text more than the same word of a path", async () => {
    expect(await find("renewal")).toEqual(["contracts/other.md", "contracts/acme-renewal.md"]);
    expect(await find("renewal acme")).toEqual(["contracts/acme-renewal.md", "contracts/other.md"]);
  });

  it("follows moves, removals and other writers", async () => {
    expect(await find("acme")).toHaveLength(1);
    await index.moveDocument("contracts/acme-renewal.md", "old/globex.md", 1);
    expect(await find("acme")).toEqual([]);
    expect(await find("globex")).toEqual(["old/globex.md"]);
    await index.removeDocument("old/globex.md");
    await put("acme/one.md", "Nothing of that.");
    expect(await find("globex")).toEqual([]);
    expect(await find("acme")).toEqual(["acme/one.md"]);
  });

  it("knows nothing of paths that a filter hides", async () => {
    const hidden: SearchFilter = { pathPrefix: "src" };
    expect(await find("acme", hidden)).toEqual([]);
    expect(await index.nearestTerms?.("acme")).toEqual([]);
    const scores = async () => (await index.search({ text: "bodies parser", k: 5, filter: hidden }))[0]?.scores.text;
    const before = await scores();
    await put("hidden/parser.md", "Something else.");
    expect(await scores()).toBe(before);
  });
});
