import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { RagstoneEvent } from "@ragstone/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { folderOf } from "../../test/folder.js";
import { notes } from "../../test/documents.js";
import { openRagstone } from "../library/open-ragstone.js";
import type { Ragstone } from "../api/ragstone.js";

interface Indexed {
  readonly root: string;
  readonly docs: string;
  readonly index: string;
  readonly rag: Ragstone;
  /** Notices so far. */
  readonly notices: string[];
}

/** `docs` with the files, indexed into `idx` next to it. */
async function indexed(files: Readonly<Record<string, string>>): Promise<Indexed> {
  const root = await folderOf(Object.fromEntries(Object.entries(files).map(([path, text]) => [`docs/${path}`, text])));
  const [docs, index] = [join(root, "docs"), join(root, "idx")];
  const notices: string[] = [];
  const onEvent = (event: RagstoneEvent): void => {
    if (event.type === "notice-raised") notices.push(event.code);
  };
  const rag = await openRagstone({ folder: docs, index, onEvent });
  onTestFinished(() => rag.close());
  await rag.index();
  return { root, docs, index, rag, notices };
}

function remove(folder: string, count: number): void {
  for (const name of readdirSync(folder).slice(0, count)) rmSync(join(folder, name));
}

/** Contents and times of the index's files. */
function stateOf(index: string): string {
  return readdirSync(index)
    .filter((name) => !/lock|-shm|-wal/u.test(name))
    .map((name) => `${name} ${statSync(join(index, name)).mtimeMs} ${readFileSync(join(index, name)).byteLength}`)
    .join("\n");
}

describe("a run that would remove more than half of at least 20 documents", () => {
  it("stops with removal-limit and writes nothing", async () => {
    const { docs, index, rag } = await indexed(notes(20));
    remove(docs, 11);
    writeFileSync(join(docs, "new.md"), "# New\n\nNot indexed yet.\n");
    const before = stateOf(index);
    await expect(rag.index()).rejects.toMatchObject({
      code: "removal-limit",
      data: { removed: 11, documents: 20 },
      hint: expect.not.stringContaining("--"),
    });
    expect(stateOf(index)).toBe(before);
    expect((await rag.status()).documents).toBe(20);
  });

  it("goes through with allowRemoval", async () => {
    const { docs, rag } = await indexed(notes(20));
    remove(docs, 11);
    expect((await rag.index({ allowRemoval: true })).documents).toMatchObject({ removed: 11, unchanged: 9 });
  });

  it("does not record the folder that it was opened with", async () => {
    const { root, index, docs } = await indexed(notes(20));
    mkdirSync(join(root, "other"));
    writeFileSync(join(root, "other/diary.md"), "# Diary\n\nMine.\n");
    await using rag = await openRagstone({ folder: join(root, "other"), index, overrideFolder: true });
    await expect(rag.index()).rejects.toMatchObject({ code: "removal-limit" });
    await using recorded = await openRagstone({ index });
    expect(recorded.folder).toBe(docs);
  });

  it("is not one that removes exactly half, has fewer documents, or finds the files elsewhere", async () => {
    const half = await indexed(notes(20));
    remove(half.docs, 10);
    expect((await half.rag.index()).documents).toMatchObject({ removed: 10 });
    const few = await indexed(notes(19));
    remove(few.docs, 19);
    expect((await few.rag.index()).documents).toMatchObject({ removed: 19 });
    const moved = await indexed(notes(20, "old"));
    renameSync(join(moved.docs, "old"), join(moved.docs, "new"));
    expect((await moved.rag.index()).documents).toMatchObject({ moved: 20, removed: 0 });
  });

  it("keeps documents whose files all turned into something else", async () => {
    const { docs, rag } = await indexed(notes(20));
    for (const name of readdirSync(docs))
      writeFileSync(join(docs, name), Buffer.from([0, 1, 2, 0, 255, 254, 0, 7, 0, 0]));
    await expect(rag.index()).rejects.toMatchObject({ code: "removal-limit" });
    expect((await rag.status()).documents).toBe(20);
  });

  it("is announced by plan, which removes nothing", async () => {
    const { docs, rag, notices } = await indexed(notes(20));
    remove(docs, 11);
    const codes: string[] = [];
    const report = await rag.plan({
      onEvent: (event) => void (event.type === "notice-raised" && codes.push(event.code)),
    });
    expect(report.documents.removed).toBe(11);
    expect([...notices, ...codes]).toEqual(["removal-limit"]);
  });

  it("is not made by refresh, which says so", async () => {
    const { docs, rag, notices } = await indexed(notes(40));
    remove(docs, 30);
    expect(await rag.refresh()).toMatchObject({ behind: 30, report: null });
    expect(notices).toEqual(["removal-limit"]);
    expect((await rag.status()).documents).toBe(40);
  });
});

describe("refresh", () => {
  it.each<[string, (docs: string) => void]>([
    ["empty", (docs) => remove(docs, 3)],
    ["empty but for a hidden marker", (docs) => (remove(docs, 3), writeFileSync(join(docs, ".not-mounted"), "x"))],
    ["missing", (docs) => rmSync(docs, { recursive: true })],
    ["replaced by a file", (docs) => (rmSync(docs, { recursive: true }), writeFileSync(docs, "x"))],
  ])("keeps every document of a folder that is %s, and says so", async (_, spoil) => {
    const { docs, rag, notices } = await indexed(notes(3));
    spoil(docs);
    expect(await rag.refresh()).toMatchObject({ absent: [{ folder: ".", documents: 3 }], report: null });
    expect(notices).toEqual(["folder-absent"]);
    expect((await rag.search("valve 2")).map(({ path }) => path)).toContain("note-2.md");
    expect(await rag.status()).toMatchObject({ documents: 3 });
  });

  it("keeps the documents of a folder inside that is empty or missing, and takes in the rest", async () => {
    const { docs, rag, notices } = await indexed({ ...notes(2, "share"), ...notes(2, "old/deep"), ...notes(3) });
    remove(join(docs, "share"), 2);
    rmSync(join(docs, "old"), { recursive: true });
    rmSync(join(docs, "note-3.md"));
    writeFileSync(join(docs, "note-1.md"), "# Note 1\n\nValve 1 was replaced.\n");
    expect(await rag.refresh()).toMatchObject({
      behind: 0,
      absent: [
        { folder: "old/deep", documents: 2 },
        { folder: "share", documents: 2 },
      ],
      report: { documents: { indexed: 1, removed: 1 } },
    });
    expect(notices).toEqual(["folder-absent"]);
    expect((await rag.status()).documents).toBe(6);
    expect((await rag.index()).documents).toMatchObject({ removed: 4 });
  });

  it("follows files that moved to another folder", async () => {
    const { docs, rag, notices } = await indexed(notes(3, "old"));
    renameSync(join(docs, "old"), join(docs, "new"));
    expect(await rag.refresh()).toMatchObject({
      behind: 0,
      absent: [],
      report: { documents: { moved: 3, removed: 0 } },
    });
    expect(notices).toEqual([]);
  });

  it.skipIf(process.getuid?.() === 0)("keeps the documents of a folder that may not be read", async () => {
    const { docs, rag } = await indexed({ ...notes(2, "share"), ...notes(1) });
    chmodSync(join(docs, "share"), 0);
    onTestFinished(() => chmodSync(join(docs, "share"), 0o755));
    expect((await rag.refresh()).behind).toBe(0);
    expect((await rag.status()).documents).toBe(3);
  });

  it("does not update an index from another folder than it records", async () => {
    const { root, index } = await indexed(notes(3));
    mkdirSync(join(root, "other"));
    writeFileSync(join(root, "other/note-1.md"), "# Other\n\nElse.\n");
    await using rag = await openRagstone({ folder: join(root, "other"), index, overrideFolder: true });
    expect(await rag.refresh()).toMatchObject({ behind: 3, report: null });
    expect((await rag.status()).documents).toBe(3);
  });
});

describe("watch", () => {
  it("neither recreates a deleted folder nor empties the index of one that is empty or shrank", async () => {
    const { root, docs, rag, notices } = await indexed(notes(3));
    const inside = join(root, "inside");
    mkdirSync(inside);
    writeFileSync(join(inside, "a.md"), "# A\n\nOtter.\n");
    await using nested = await openRagstone({ folder: inside });
    await nested.index();
    rmSync(inside, { recursive: true });
    const errors: string[] = [];
    const gone = nested.watch({ onError: ({ code }) => errors.push(code) });
    await gone.ready;
    await gone.close();
    expect({ errors, recreated: existsSync(inside) }).toEqual({ errors: ["invalid-option"], recreated: false });

    const many = await indexed(notes(20));
    remove(many.docs, 11);
    const shrunk = many.rag.watch({ onError: ({ code }) => errors.push(code) });
    await shrunk.ready;
    await shrunk.close();
    expect({ errors: errors.slice(1), documents: (await many.rag.status()).documents }).toEqual({
      errors: ["removal-limit"],
      documents: 20,
    });

    remove(docs, 3);
    const emptied = rag.watch();
    await emptied.ready;
    await emptied.close();
    expect({ documents: (await rag.status()).documents, notices }).toEqual({
      documents: 3,
      notices: ["folder-absent"],
    });
  });
});
