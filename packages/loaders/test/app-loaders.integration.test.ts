import type { AppLoader, Loader, LoaderModule } from "@ragstone/core";
import { loaderInput } from "@ragstone/testkit";
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadDocument, loadFolder, type LoaderPoolOptions } from "../src/index.js";
import { createPool } from "../src/pool/pool.js";
import { tempFolder } from "./temp-folder.js";

const built = new URL("../dist/pool/worker.js", import.meta.url);
const lines: LoaderModule = {
  mediaTypes: ["text/x-lines"],
  extensions: ["Lines", "png"],
  module: new URL("fixtures/load-lines.mjs", import.meta.url),
};
const { default: loadLines } = (await import(lines.module.href)) as { readonly default: Loader["load"] };

async function loadIn(options: LoaderPoolOptions, path: string) {
  const pool = createPool(built, { workers: 1, ...options });
  try {
    return await pool.load(loaderInput(path, "words"));
  } finally {
    await pool.close();
  }
}

describe("loaders of an app", () => {
  it.skipIf(!existsSync(built))("run in a worker as modules, and in this thread as objects", async () => {
    expect((await loadIn({ loaders: [lines] }, "a.lines")).metadata).toEqual({ thread: "worker" });
    const object: Loader = { mediaTypes: ["text/x-lines"], extensions: ["lines"], load: loadLines };
    expect((await loadIn({ loaders: [object] }, "a.lines")).metadata).toEqual({ thread: "main" });
  });

  it.skipIf(!existsSync(built))("cost one file when they hang, break the contract or are not there", async () => {
    const loaders = [lines];
    await expect(loadIn({ loaders, timeoutMs: 500 }, "hang.lines")).rejects.toMatchObject({ reason: "timed-out" });
    await expect(loadIn({ loaders }, "broken.lines")).rejects.toMatchObject({ reason: "loader-fault" });
    for (const [file, detail] of [
      ["missing.mjs", "cannot be imported"],
      ["../temp-folder.ts", ""],
    ] as const) {
      const module = new URL(file, lines.module);
      await expect(loadIn({ loaders: [{ ...lines, module }] }, "a.lines")).rejects.toMatchObject({
        reason: "loader-fault",
        detail: expect.stringContaining(detail),
        hint: expect.stringContaining("default export"),
      });
    }
  });

  it("read single files, and replace a built-in loader by media type", async () => {
    expect((await loadDocument(loaderInput("a.LINES", "x"), { loaders: [lines] })).mediaType).toBe("text/x-lines");
    const loaders: AppLoader[] = [{ ...lines, mediaTypes: ["text/x-lines", "text/markdown"] }];
    expect((await loadDocument(loaderInput("a.md", "# x"), { loaders })).mediaType).toBe("text/x-lines");
  });

  it("find files with their extensions in a folder, whatever the content", async () => {
    const root = tempFolder({ "a.lines": Buffer.from([7, 0, 0, 1]), "b.png": "words", "c.bin": "words" });
    const found = [];
    for await (const entry of loadFolder(root, { loaders: [lines] })) found.push([entry.path, entry.kind]);
    expect(found).toEqual([
      ["a.lines", "loaded"],
      ["b.png", "loaded"],
      ["c.bin", "ignored"],
    ]);
  });
});
