import { mkdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inside, make, place } from "../../test/places.js";
import { findIndex, folderReference } from "./find-index.js";
import { locateIndex } from "./locate-index.js";

describe("an index in the user's data", () => {
  it("is found by the folder and those below it, by any path", async () => {
    const { root, docs, machine } = await place();
    const made = { dir: join(root, "data/ragstone/indexes/docs"), folder: realpathSync(docs) };
    make(made);
    mkdirSync(join(root, "data/ragstone/indexes/broken"));
    symlinkSync(docs, join(root, "link"));
    const found = { ...made, folderFrom: "index", inUserData: true };
    for (const start of [docs, join(docs, "sub"), join(root, "link")])
      expect(await findIndex(start, machine)).toEqual(found);
    expect(await findIndex(join(root, "cloud"), machine)).toBeNull();
    expect(await locateIndex({ folder: docs }, machine)).toEqual(found);
  });

  it("comes after the one in the folder itself, and before those in the folders above", async () => {
    const { root, docs, machine } = await place();
    const user = { dir: join(root, "data/ragstone/indexes/docs"), folder: realpathSync(docs) };
    make(user);
    make(inside(join(root, "cloud")));
    expect((await findIndex(join(docs, "sub"), machine))?.dir).toBe(user.dir);
    make(inside(docs));
    expect((await findIndex(join(docs, "sub"), machine))?.dir).toBe(inside(docs).dir);
  });
});

describe("an index that lost its settings", () => {
  it("belongs to the folder around it, and elsewhere to one that must be given", async () => {
    const { root, docs, machine } = await place();
    for (const dir of [join(docs, ".ragstone"), join(root, "idx")]) {
      make({ dir, folder: docs });
      rmSync(join(dir, "settings.json"));
    }
    expect(await findIndex(docs, machine)).toEqual({ ...inside(docs), folderFrom: "index" });
    const index = join(root, "idx");
    expect(await locateIndex({ index }, machine)).toEqual({ dir: index, folder: index, folderFrom: "guess" });
    expect(await locateIndex({ index, folder: docs }, machine)).toEqual({
      dir: index,
      folder: docs,
      folderFrom: "caller",
    });
  });
});

describe("the folder that settings record", () => {
  it.each([
    ["/data/docs/.ragstone", "/data/docs", ".."],
    ["/data/idx", "/data/docs", "../docs"],
    ["/data/docs", "/data/docs", "."],
    ["/data/idx", "/data/idx/docs", "docs"],
    ["/home/ada/idx", "/srv/docs", "/srv/docs"],
  ])("is relative to the index within one tree: %s, %s", (dir, folder, reference) => {
    expect(folderReference({ dir, folder, folderFrom: "caller" })).toBe(reference);
  });
});
