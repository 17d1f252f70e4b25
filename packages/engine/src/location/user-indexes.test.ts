import { createHash } from "node:crypto";
import { mkdirSync, realpathSync, renameSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { make, place } from "../../test/places.js";
import { findIndex } from "./find-index.js";
import { folderId } from "./folder-id.js";
import { newUserIndex } from "./user-indexes.js";

describe("an index in the user's data", () => {
  it.each([
    ["Team notes (old)", "Team-notes-old-"],
    ["Größe_1.2-b", "Größe_1.2-b"],
    ["n".repeat(50), "n".repeat(40)],
  ])("has a name that people recognize: %s", async (name, recognized) => {
    const { root, machine } = await place();
    const folder = join(root, name);
    mkdirSync(folder);
    expect(basename((await newUserIndex(folder, machine)).dir)).toMatch(
      new RegExp(`^${recognized}-[0-9a-f]{12}$`, "u"),
    );
  });

  it("is one for each folder, whatever path names it, and numbered where an older one has its name", async () => {
    const { root, docs, machine } = await place();
    symlinkSync(docs, join(root, "link"));
    const dirOf = async (folder: string) => (await newUserIndex(folder, machine)).dir;
    const first = await dirOf(docs);
    const digest = createHash("sha256").update(realpathSync(docs)).digest("hex");
    expect(basename(first)).toBe(`docs-${digest.slice(0, 12)}`);
    expect(await dirOf(join(root, "link"))).toBe(first);
    mkdirSync(join(root, "other/docs"), { recursive: true });
    expect(await dirOf(join(root, "other/docs"))).not.toBe(first);
    mkdirSync(first, { recursive: true });
    expect(await dirOf(docs)).toBe(`${first}-2`);
    mkdirSync(`${first}-2`);
    expect(await dirOf(docs)).toBe(`${first}-3`);
  });

  it("follows its folder when that is renamed, and no other folder that takes its place", async () => {
    const { root, docs, machine } = await place();
    const made = { dir: join(root, "data/ragstone/indexes/docs"), folder: docs };
    make(made, { folderId: (await folderId(docs))! });
    make({ dir: join(root, "data/ragstone/indexes/old"), folder: join(root, "gone") });
    const moved = join(root, "cloud/renamed");
    renameSync(docs, moved);
    expect(await findIndex(moved, machine)).toEqual({
      dir: made.dir,
      folder: moved,
      folderFrom: "index",
      inUserData: true,
    });
    mkdirSync(join(root, "cloud/new"));
    expect(await findIndex(join(root, "cloud/new"), machine)).toBeNull();
    // The recorded folder is there again: the other one is a copy.
    mkdirSync(docs);
    expect(await findIndex(moved, machine)).toBeNull();
  });
});
