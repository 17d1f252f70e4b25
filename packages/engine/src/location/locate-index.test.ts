import { renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { inside, make, place } from "../../test/places.js";
import { locateIndex } from "./locate-index.js";

describe("a new index", () => {
  it("goes next to the documents, or into a given folder", async () => {
    const { root, docs, machine } = await place([]);
    expect(await locateIndex({ folder: docs }, machine)).toEqual({ ...inside(docs), folderFrom: "caller" });
    const index = join(root, "idx");
    const given = { dir: index, folder: docs, folderFrom: "caller" };
    expect(await locateIndex({ folder: docs, index }, machine)).toEqual(given);
    await expect(locateIndex({ folder: join(root, "none") }, machine)).rejects.toMatchObject({
      code: "invalid-option",
    });
    await expect(locateIndex({ folder: join(root, "none"), index }, machine)).rejects.toThrow("none");
    await expect(locateIndex({ index }, machine)).rejects.toMatchObject({
      code: "index-missing",
      data: { dir: index },
    });
  });

  it("of a synced folder goes into the user's data, which must not be synced as well", async () => {
    const { root, docs, machine } = await place();
    const location = await locateIndex({ folder: docs }, machine);
    expect(dirname(location.dir)).toBe(join(root, "data/ragstone/indexes"));
    expect(basename(location.dir)).toMatch(/^docs-[0-9a-f]{12}$/u);
    expect(location).toMatchObject({ folder: docs, folderFrom: "caller", inUserData: true });
    const both = await place(["cloud", "data"]);
    expect(await locateIndex({ folder: both.docs }, both.machine)).toEqual({
      ...inside(both.docs),
      folderFrom: "caller",
    });
  });
});

describe("an existing index", () => {
  it("answers while its folder is away, and does not for a mistyped name below it", async () => {
    const { root, docs, machine } = await place();
    const made = { dir: join(root, "data/ragstone/indexes/docs"), folder: docs };
    make(made);
    renameSync(docs, join(root, "away"));
    expect(await locateIndex({ folder: docs }, machine)).toMatchObject(made);
    await expect(locateIndex({ folder: join(docs, "sbu") }, machine)).rejects.toMatchObject({ code: "invalid-option" });
  });
});
