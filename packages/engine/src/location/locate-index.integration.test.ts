import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folderOf } from "../../test/folder.js";
import { notes } from "../../test/documents.js";
import { openRagstone } from "../library/open-ragstone.js";

/** A root with `docs`, `other` and an index of `docs` in `idx`. */
async function indexedElsewhere(): Promise<{ root: string; docs: string; index: string }> {
  const root = await folderOf({
    ...notes(2, "docs"),
    "docs/sub/deep.md": "# Deep\n\nBelow.\n",
    "other/diary.md": "# Diary\n\nMine.\n",
  });
  const [docs, index] = [join(root, "docs"), join(root, "idx")];
  await using rag = await openRagstone({ folder: docs, index });
  await rag.index();
  return { root, docs, index };
}

it("opens the recorded folder when only the index is given", async () => {
  const { docs, index } = await indexedElsewhere();
  await using rag = await openRagstone({ index });
  expect(rag.folder).toBe(docs);
  expect((await rag.index()).documents).toMatchObject({ unchanged: 3, removed: 0 });
});

it("refuses another folder than the recorded one, and leaves the index as it is", async () => {
  const { root, index } = await indexedElsewhere();
  const before = readFileSync(join(index, "settings.json"), "utf8");
  await expect(openRagstone({ index, folder: join(root, "other") })).rejects.toMatchObject({
    name: "InvalidOptionError",
    code: "invalid-option",
    message: expect.stringContaining(join(root, "docs")),
    hint: expect.not.stringContaining("--"),
  });
  expect(readFileSync(join(index, "settings.json"), "utf8")).toBe(before);
});

it("takes another folder with overrideFolder: the documents moved", async () => {
  const { root, docs, index } = await indexedElsewhere();
  const moved = join(root, "moved");
  renameSync(docs, moved);
  await using rag = await openRagstone({ index, folder: moved, overrideFolder: true });
  expect((await rag.index()).documents).toMatchObject({ unchanged: 3, removed: 0 });
  await using again = await openRagstone({ index });
  expect(again.folder).toBe(moved);
});

it("treats a symbolic link to the recorded folder as that folder, and one below it as part of it", async () => {
  const { root, docs, index } = await indexedElsewhere();
  symlinkSync(docs, join(root, "link"));
  for (const folder of [join(root, "link"), join(docs, "sub")]) {
    await using rag = await openRagstone({ index, folder });
    expect(rag.folder).toBe(docs);
  }
});

it("removes nothing on account of a folder that it had to guess", async () => {
  const { docs, index } = await indexedElsewhere();
  rmSync(join(index, "settings.json"));
  await using rag = await openRagstone({ index });
  await expect(rag.index()).rejects.toMatchObject({ code: "invalid-option" });
  await rag.refresh();
  expect((await rag.status()).documents).toBe(3);
  await using told = await openRagstone({ index, folder: docs });
  expect((await told.index()).documents).toMatchObject({ unchanged: 3 });
});

it("answers without the folder, and refuses to index until it is back", async () => {
  const { docs, index } = await indexedElsewhere();
  renameSync(docs, `${docs}-away`);
  await using rag = await openRagstone({ index, folder: docs });
  expect(await rag.search("valve")).not.toHaveLength(0);
  await expect(rag.index()).rejects.toMatchObject({ code: "invalid-option" });
  renameSync(`${docs}-away`, docs);
  expect((await rag.index()).documents).toMatchObject({ unchanged: 3 });
});

it("does not open the index of the folders above for a name that is mistyped", async () => {
  const { docs } = await indexedElsewhere();
  mkdirSync(join(docs, ".ragstone"));
  writeFileSync(join(docs, ".ragstone/settings.json"), "{}");
  await expect(openRagstone({ folder: join(docs, "sbu") })).rejects.toMatchObject({ code: "invalid-option" });
});
