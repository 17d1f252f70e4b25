import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { localIndex } from "@ragstone/index/local";
import { memoryIndex } from "@ragstone/testkit";
import { expect, onTestFinished, test } from "vitest";
import { openRagstone, type ConsentRequest, type OpenOptions } from "../src/index.js";
import { folderOf, guide, lunch } from "./folder.js";

function dataDirOf(): string {
  const dataDir = mkdtempSync(join(tmpdir(), "ragstone-data-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

async function indexed(options: Partial<OpenOptions> = {}) {
  const folder = await folderOf({ "keys.md": guide, "lunch.md": lunch });
  const index = memoryIndex();
  const dataDir = dataDirOf();
  await using rag = await openRagstone({ folder, index, dataDir, ...options });
  const report = await rag.index();
  return { folder, index, dataDir, report };
}

test("a folder is indexed and asked through a provider, and nothing is written next to it", async () => {
  const { folder, index, dataDir, report } = await indexed();
  const { name } = index.describe();
  expect(report).toMatchObject({ index: name, documents: { indexed: 2, failed: 0 } });
  await using rag = await openRagstone({ folder, index, dataDir });
  expect((await rag.index()).documents).toMatchObject({ indexed: 0, unchanged: 2 });
  expect((await rag.ask("How often are signing keys rotated?")).text).toContain("every 90 days");
  expect(await rag.status()).toMatchObject({ index: name, documents: 2, stale: [] });
  expect(rag.indexDir).toBe(name);
  expect(existsSync(join(folder, ".ragstone"))).toBe(false);
});

test("the engine receives no path of this machine, and this machine remembers its folder", async () => {
  const { folder, index, dataDir } = await indexed({ exclude: ["lunch.md"] });
  expect(await index.readSettings()).toEqual({ version: 1, embedder: "static-en-v1", exclude: ["lunch.md"] });
  await using again = await openRagstone({ index, dataDir });
  expect(again.folder).toBe(folder);
  expect((await again.index()).documents).toMatchObject({ unchanged: 1 });
});

test("another machine searches without the folder, and indexes once it says which folder", async () => {
  const { folder, index } = await indexed();
  const dataDir = dataDirOf();
  await using reading = await openRagstone({ index, dataDir });
  expect(await reading.search("vegetarian dishes")).not.toHaveLength(0);
  const { checks, embedder } = await reading.doctor();
  expect({ problems: checks.filter(({ ok }) => !ok), embedder }).toEqual({ problems: [], embedder: "static-en-v1" });
  await expect(reading.index()).rejects.toMatchObject({ code: "invalid-option" });
  await using writing = await openRagstone({ index, dataDir, folder });
  expect((await writing.index()).documents).toMatchObject({ unchanged: 2, removed: 0 });
  await expect(openRagstone({ index, dataDir, folder: await folderOf({ "other.md": lunch }) })).rejects.toMatchObject({
    code: "invalid-option",
  });
});

test("a folder that changed is reported, and taken in by the next run", async () => {
  const { folder, index, dataDir } = await indexed();
  await writeFile(join(folder, "lunch.md"), "The canteen is closed.");
  await using rag = await openRagstone({ index, dataDir });
  expect(await rag.refresh()).toMatchObject({ behind: 1, report: null });
  expect((await rag.index()).documents).toMatchObject({ indexed: 1, unchanged: 1 });
});

test("a model and a URL in settings that others may write need consent", async () => {
  const { folder, index, dataDir } = await indexed();
  const settings = { version: 1, embedder: "onnx:/models/x", baseUrl: "http://127.0.0.1:9/v1" } as const;
  await index.writeSettings(settings);
  const open = (options: Partial<OpenOptions> = {}) => openRagstone({ folder, index, dataDir, ...options });
  {
    await using rag = await open();
    await expect(rag.search("keys")).rejects.toMatchObject({
      code: "consent-required",
      data: { setting: "embedder", value: "onnx:/models/x" },
    });
    // Calls without a model need no consent.
    expect((await rag.status()).documents).toBe(2);
  }
  const requests: ConsentRequest[] = [];
  {
    await using rag = await open({ consent: (request) => requests.push(request) === 1 });
    await expect(rag.search("keys")).rejects.toMatchObject({ code: "consent-required", data: { setting: "baseUrl" } });
  }
  const { name } = index.describe();
  expect(requests).toEqual([
    { index: name, setting: "embedder", value: settings.embedder },
    { index: name, setting: "baseUrl", value: settings.baseUrl },
  ]);
  await using rag = await open({ embedder: "static-en-v1", consent: ({ setting }) => setting === "baseUrl" });
  expect(await rag.search("keys")).not.toHaveLength(0);
});

test("a local index may be passed as a provider, and is then the index in its directory", async () => {
  const folder = await folderOf({ "keys.md": guide });
  const dir = join(folder, ".ragstone");
  await using rag = await openRagstone({ folder, index: localIndex({ dir, graphFromBytes: Infinity }) });
  await rag.index();
  await using reading = await openRagstone({ folder });
  expect(reading.indexDir).toBe(dir);
  expect((await reading.index()).documents).toMatchObject({ unchanged: 1 });
  expect(await localIndex({ dir }).readSettings()).toMatchObject({ folder: "..", embedder: "static-en-v1" });
});

test("an engine without migrations says so", async () => {
  const { index, dataDir } = await indexed();
  await using rag = await openRagstone({ index, dataDir });
  await expect(rag.migrate({ embedder: "static-en-v1" })).rejects.toMatchObject({ code: "not-supported" });
});

test("an index that is missing is named, and an engine that does not exist is refused", async () => {
  const index = memoryIndex();
  await expect(openRagstone({ index, dataDir: dataDirOf() })).rejects.toMatchObject({
    code: "index-missing",
    data: { index: index.describe().name },
  });
  await expect(openRagstone({ index: "mongodb://host/db" })).rejects.toMatchObject({ code: "invalid-option" });
});
