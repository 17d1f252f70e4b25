import { createHash } from "node:crypto";
import { mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Chunker, DocumentRecord, IndexWriter, RagstoneEvent } from "@ragstone/core";
import { staticEmbedder } from "@ragstone/embedders";
import { createChunker } from "@ragstone/chunker";
import { memoryIndex, recordingEmbedder } from "@ragstone/testkit";
import { describe, expect, it } from "vitest";
import { folderOf } from "../../test/folder.js";
import { FileDigests } from "../location/file-digests.js";
import { indexFolder, type IndexFolderOptions } from "./index-folder.js";

const files = { "a.md": "Keys rotate.", "sub/b.md": "Pumps run.", "sub/c.md": "Locks close." };

/** Calls of a writer that change the index, in order. */
function recording(writer: IndexWriter): { readonly index: IndexWriter; readonly writes: string[] } {
  const writes: string[] = [];
  const changes = new Set(["replaceDocument", "moveDocument", "removeDocument", "touchDocument", "putVectors"]);
  const index = new Proxy(writer, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return (...given: readonly unknown[]): unknown => {
        if (changes.has(String(name))) writes.push(String(name));
        return Reflect.apply(value, target, given);
      };
    },
  });
  return { index, writes };
}

/** A folder and an index in memory, with a function that runs over them. */
async function folderRun(content: Readonly<Record<string, string | Uint8Array>> = files) {
  const folder = await folderOf(content);
  const provider = memoryIndex();
  const embedder = recordingEmbedder(staticEmbedder());
  const cut = (targetTokens: number): Chunker =>
    createChunker({ tokenizer: embedder.tokenizer, windowTokens: embedder.windowTokens, targetTokens });
  const run = async (change: Partial<IndexFolderOptions> & { readonly targetTokens?: number } = {}) => {
    const { targetTokens = 400, ...options } = change;
    const chunker = cut(targetTokens);
    const create = { embedder: embedder.fingerprint, chunker: chunker.fingerprint };
    const writer = await provider.write({ create });
    const { index, writes } = recording(writer);
    const events: RagstoneEvent[] = [];
    try {
      const digests = await FileDigests.read(folder);
      const parts = { index, folder, indexName: "memory", embedder, chunker, walk: { skip: [] }, digests };
      const onEvent = (event: RagstoneEvent) => void events.push(event);
      const { report, ...rest } = await indexFolder({ onEvent, ...parts, ...options });
      return { ...rest, report, documents: report.documents, writes, events };
    } finally {
      await writer.close();
    }
  };
  const write = (path: string, text: string | Uint8Array) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const records = async (): Promise<readonly DocumentRecord[]> => (await provider.read()).documents();
  return { folder, run, write, records, embedder, provider };
}

const binary = new Uint8Array([0, 1, 2, 0, 255, 254, 0, 7, 0, 0]);
/** The start of an archive: only its list of entries would tell whether it is a document. */
const archive = Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(60)]);
const long = Array.from({ length: 40 }, (_, day) => `On day ${day} a key was rotated in Oslo.`).join(" ");

const counts = { seen: 3, indexed: 0, reread: 0, unchanged: 0, moved: 0, removed: 0, failed: 0, elsewhere: 0 };

describe("a run over a folder", () => {
  it("writes new documents and, as long as nothing changes, nothing more", async () => {
    const { run, embedder } = await folderRun();
    const first = await run();
    expect(first.documents).toEqual({ ...counts, indexed: 3 });
    expect(first.writes.filter((name) => name !== "putVectors")).toEqual(Array(3).fill("replaceDocument"));
    const again = await run();
    expect(again.documents).toEqual({ ...counts, unchanged: 3 });
    expect(again.writes).toEqual([]);
    expect(embedder.texts).toHaveLength(3);
    expect(first.events.find(({ type }) => type === "walk-ended")).toEqual({
      type: "walk-ended",
      files: 3,
      bytes: 12 + 10 + 12,
      ignored: 0,
    });
  });

  it("notes the new time of a file that was only touched", async () => {
    const { folder, run, records } = await folderRun();
    await run();
    utimesSync(join(folder, "a.md"), 1000, 1000);
    const { documents, writes } = await run();
    expect(documents).toEqual({ ...counts, unchanged: 3 });
    expect(writes).toEqual(["touchDocument"]);
    expect((await records()).find(({ path }) => path === "a.md")?.modifiedMs).toBe(1_000_000);
  });

  it("moves a document whose file moved, one for each file of the same bytes", async () => {
    const { folder, run, write, records } = await folderRun({ ...files, "copy.md": files["a.md"] });
    await run();
    renameSync(join(folder, "a.md"), join(folder, "moved.md"));
    renameSync(join(folder, "copy.md"), join(folder, "sub/moved.md"));
    write("third.md", files["a.md"]);
    const { documents, writes } = await run();
    expect(documents).toEqual({ ...counts, seen: 5, indexed: 1, unchanged: 2, moved: 2 });
    expect(writes.toSorted()).toEqual(["moveDocument", "moveDocument", "replaceDocument"]);
    expect((await records()).map(({ path }) => path).toSorted()).toEqual([
      "moved.md",
      "sub/b.md",
      "sub/c.md",
      "sub/moved.md",
      "third.md",
    ]);
  });

  it("leaves put texts in the index, and cuts them again with the files", async () => {
    const { folder, run, provider, embedder } = await folderRun();
    const writer = await provider.write({ create: { embedder: embedder.fingerprint, chunker: "x" } });
    const document = {
      path: "a.md",
      text: "Put.",
      mediaType: "text/plain",
      sha256: createHash("sha256").update("Put.").digest("hex"),
      bytes: 4,
      modifiedMs: null,
      title: null,
      blocks: [],
      pages: [],
      hiddenCharacters: 0,
      metadata: {},
      warnings: [],
    } as unknown as Parameters<IndexWriter["replaceDocument"]>[0]["document"];
    await writer.replaceDocument({ document, origin: "put", loaderVersion: 0, language: null, chunks: [] });
    await writer.close();
    const { writes } = await run();
    expect(writes.filter((name) => name === "replaceDocument")).toHaveLength(3 + 1);
    rmSync(join(folder, "a.md"));
    expect((await run()).documents).toMatchObject({ seen: 2, removed: 1 });
    const put = { origin: "put", path: "a.md" } as const;
    expect((await (await provider.read()).chunks(put)).map(({ text }) => text)).toEqual(["Put."]);
  });

  it("lists files that are no documents by their bytes, and removes one that turned into such a file", async () => {
    const { run, write, folder } = await folderRun({ ...files, "odd.xyz": archive, "notes.xyz": "Locks open." });
    const first = await run();
    expect(first.documents).toEqual({ ...counts, seen: 4, indexed: 4 });
    expect(first.skipped.map(({ path }) => path)).toEqual(["odd.xyz"]);
    write("notes.xyz", archive);
    const { documents, skipped, report } = await run();
    expect(documents).toEqual({ ...counts, unchanged: 3, removed: 1 });
    const { size, mtimeMs } = statSync(join(folder, "notes.xyz"));
    expect(skipped).toContainEqual({ path: "notes.xyz", bytes: size, modifiedMs: mtimeMs, ignored: "not-a-document" });
    expect(report.ignored.byReason).toEqual({ "not-a-document": 2 });
  });

  it("removes a document that no longer loads, and lists it so that it does not count as new", async () => {
    const { run, write, records } = await folderRun();
    await run();
    for (const path of ["a.md", "new.md"]) write(path, binary);
    const { documents, skipped, report } = await run();
    expect(documents).toEqual({ ...counts, seen: 4, unchanged: 2, removed: 1, failed: 2 });
    expect(skipped.map(({ path }) => path).toSorted()).toEqual(["a.md", "new.md"]);
    expect(report.failed.map(({ path }) => path)).toEqual(["a.md", "new.md"]);
    expect((await records()).map(({ path }) => path).toSorted()).toEqual(["sub/b.md", "sub/c.md"]);
  });

  it("cuts documents again where passages have another size", async () => {
    const { run, embedder } = await folderRun({ "a.md": long });
    await run();
    const before = embedder.texts.length;
    const finer = await run({ targetTokens: 64 });
    expect(finer.documents).toMatchObject({ seen: 1, indexed: 1 });
    expect(embedder.texts.length).toBeGreaterThan(before + 2);
  });

  it("asks once whether it may write, before it does, and writes nothing when it may not", async () => {
    const { run, records } = await folderRun();
    await expect(run({ onAccepted: () => Promise.reject(new Error("no")) })).rejects.toThrow("no");
    expect(await records()).toEqual([]);
    let calls = 0;
    await run({ onAccepted: async () => void (calls += 1) });
    expect(calls).toBe(1);
  });

  it("stops at a failure of the index or the embedder, and keeps what is committed", async () => {
    const { run, embedder, records } = await folderRun();
    const failing = { ...embedder, embed: () => Promise.reject(new Error("signed out")) };
    await expect(run({ embedder: failing })).rejects.toThrow("signed out");
    expect(await records()).toEqual([]);
  });

  it("reports what it did when it is aborted, and the next run does the rest", async () => {
    const { run } = await folderRun();
    const controller = new AbortController();
    controller.abort();
    await expect(run({ signal: controller.signal })).rejects.toMatchObject({
      code: "interrupted",
      report: { documents: { ...counts, seen: 0 } },
    });
    expect((await run()).documents).toEqual({ ...counts, indexed: 3 });
  });
});
