import { createHash } from "node:crypto";
import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DocumentRecord, IndexReader } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { folderOf } from "../../test/folder.js";
import type { SkippedFile } from "../location/skipped-files.js";
import { findChanges } from "./find-changes.js";

const files = { "a.md": "Keys rotate.", "sub/b.md": "Pumps run.", "sub/c.bin": "\0\0" };
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** A folder whose `a.md` and `sub/b.md` are indexed and whose `sub/c.bin` was skipped, long after they were written. */
async function indexed(change: Partial<Pick<DocumentRecord, "indexedMs" | "sha256">> = {}) {
  const folder = await folderOf(files);
  const facts = (path: string) => {
    const { size, mtimeMs } = statSync(join(folder, path));
    return { path, bytes: size, modifiedMs: mtimeMs };
  };
  const records: object[] = (["a.md", "sub/b.md"] as const).map((path) => {
    const stamp = facts(path);
    const record = { ...stamp, origin: "file", sha256: sha256(files[path]), metadata: {} };
    return { ...record, indexedMs: stamp.modifiedMs + 2_000, ...change };
  });
  records.push({ path: "note", origin: "put", bytes: 5, modifiedMs: null });
  const index = { documents: () => Promise.resolve(records) } as unknown as IndexReader;
  const skipped = new Map<string, SkippedFile>([["sub/c.bin", facts("sub/c.bin")]]);
  const changes = (signal?: AbortSignal) =>
    findChanges({ index, folder, walk: { skip: [], extensions: ["bin"] }, skipped, signal });
  /** Writes a file and gives it another time. */
  const write = (path: string, text: string, seconds = 1000) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
    utimesSync(join(folder, path), seconds, seconds);
  };
  return { folder, changes, write };
}

const none = { changed: [], added: [], removed: [], absent: [], bytes: 0 };

describe("the changes of a folder", () => {
  it("are none while all files are as they were indexed or skipped", async () => {
    expect(await (await indexed()).changes()).toEqual(none);
  });

  it("are edits and new files with their bytes, not files that were only touched", async () => {
    const { changes, write } = await indexed();
    write("a.md", "Keys rotate every 30 days.");
    write("sub/b.md", files["sub/b.md"]);
    write("new/d.md", "Locks.");
    expect(await changes()).toEqual({ ...none, changed: ["a.md"], added: ["new/d.md"], bytes: 26 + 6 });
  });

  it("are edits of the same size, or of another size at the same time", async () => {
    const { changes, write, folder } = await indexed();
    write("a.md", "Keys remain.");
    const { mtime } = statSync(join(folder, "sub/b.md"));
    write("sub/b.md", "Pumps run on.", mtime.getTime() / 1000);
    expect(await changes()).toMatchObject({ changed: ["a.md", "sub/b.md"], bytes: 12 + 13 });
  });

  it("are files that were skipped and changed since, in size or in time", async () => {
    for (const text of ["\0\0\0", files["sub/c.bin"]]) {
      const { changes, write } = await indexed();
      write("sub/c.bin", text);
      expect(await changes()).toEqual({ ...none, added: ["sub/c.bin"], bytes: text.length });
    }
    const { changes, write, folder } = await indexed();
    const { mtimeMs } = statSync(join(folder, "sub/c.bin"));
    write("sub/c.bin", "\0\0\0", mtimeMs / 1000);
    expect(await changes()).toMatchObject({ added: ["sub/c.bin"] });
  });

  it("are found by content where a file was written less than two seconds before it was indexed", async () => {
    const other = sha256("another text");
    expect((await (await indexed({ sha256: other })).changes()).changed).toEqual([]);
    for (const indexedMs of [0, Date.now()])
      expect((await (await indexed({ sha256: other, indexedMs })).changes()).changed).toEqual(["a.md", "sub/b.md"]);
  });

  it("are files that are gone, and among them those whose folder is gone or empty", async () => {
    const { changes, folder } = await indexed();
    rmSync(join(folder, "a.md"));
    expect(await changes()).toEqual({ ...none, removed: ["a.md"] });
    rmSync(join(folder, "sub"), { recursive: true });
    writeFileSync(join(folder, "x.txt"), "");
    expect(await changes()).toMatchObject({ removed: ["a.md", "sub/b.md"], absent: ["sub/b.md"] });
  });

  it("are not looked for after an abort", async () => {
    const { changes } = await indexed();
    await expect(changes(AbortSignal.abort(new Error("enough")))).rejects.toThrow("enough");
  });
});
