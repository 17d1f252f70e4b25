import type { Loader, SourceDocument } from "@ragstone/core";
import { loaderInput } from "@ragstone/testkit";
import { describe, expect, it } from "vitest";
import { loadWith } from "./load-with.js";

const input = loaderInput("notes/a.x", "Head\nBody \u{1F600}.");
const sound: SourceDocument = {
  path: input.path,
  text: "Head\nBody \u{1F600}.",
  mediaType: "text/x-notes",
  sha256: input.sha256,
  bytes: input.bytes.byteLength,
  modifiedMs: 0,
  title: null,
  blocks: [{ kind: "heading", start: 0, end: 4, level: 1, label: "Head" }],
  pages: [],
  hiddenCharacters: 0,
  metadata: {},
  warnings: [],
};
const loaderOf = (document: unknown): Loader => ({
  mediaTypes: ["text/x-notes"],
  load: () => Promise.resolve(document as SourceDocument),
});

describe("loadWith", () => {
  it("passes on the document of a sound loader", async () => {
    expect(await loadWith(loaderOf(sound), input)).toBe(sound);
  });

  it.each([
    ["nothing", undefined],
    ["a document of another path", { ...sound, path: "b.x" }],
    ["a document of another file", { ...sound, sha256: "0".repeat(64) }],
    ["another size", { ...sound, bytes: 1 }],
    ["a heading of level 0", { ...sound, blocks: [{ ...sound.blocks[0]!, level: 0 }] }],
    ["a block inside a surrogate pair", { ...sound, blocks: [{ kind: "paragraph", start: 5, end: 11 }] }],
    ["text that is no string", { ...sound, text: 7 }],
    ["nested metadata", { ...sound, metadata: { a: { b: 1 } } }],
  ])("rejects a loader that returns %s as its fault, with the path", async (_, document) => {
    await expect(loadWith(loaderOf(document), input)).rejects.toMatchObject({
      code: "document-failed",
      reason: "loader-fault",
      path: input.path,
    });
  });

  it("reports a text beyond the longest string as too large, with the limit", async () => {
    const expanding: Loader = { mediaTypes: [], load: async ({ path }) => path.repeat(2 ** 30) as never };
    await expect(loadWith(expanding, input)).rejects.toMatchObject({
      reason: "too-large",
      detail: expect.stringMatching(/longer than \d{9,} characters/) as string,
    });
  });

  it("gives whatever a loader throws a reason", async () => {
    const throwing: Loader = { mediaTypes: [], load: () => Promise.reject(new RangeError("no such offset")) };
    await expect(loadWith(throwing, input)).rejects.toMatchObject({ reason: "malformed", detail: "no such offset" });
  });
});
