import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderOf } from "../../test/folder.js";
import { checkFolderIsKnown } from "./check-folder-is-known.js";
import type { IndexLocation } from "./index-location.js";
import { namedFolder } from "./named-folder.js";

const location: IndexLocation = { dir: "/idx", folder: "/docs", folderFrom: "index" };

describe("a folder that is given with an index", () => {
  it("is the recorded one or lies in it, by any path, unless it replaces that", async () => {
    const root = await folderOf({ "docs/sub/a.md": "", "docs2/a.md": "" });
    symlinkSync(join(root, "docs"), join(root, "link"));
    const found: IndexLocation = { ...location, folder: join(root, "docs") };
    const named = (path: string, override: boolean) => namedFolder(join(root, path), found, override);
    for (const override of [true, false]) {
      expect(await named("docs", override)).toBe(found);
      expect(await named("link", override)).toBe(found);
    }
    expect(await named("docs/sub", false)).toBe(found);
    for (const path of ["docs/sub", "docs2", "."])
      expect(await named(path, true)).toEqual({ ...found, folder: join(root, path), folderFrom: "caller" });
    for (const path of ["docs2", "."])
      await expect(named(path, false)).rejects.toMatchObject({ name: "InvalidOptionError", folder: join(root, path) });
  });

  it("is believed where the recorded one is a guess", async () => {
    const guess: IndexLocation = { ...location, folderFrom: "guess" };
    expect(await namedFolder("/other", guess, false)).toEqual({ ...guess, folder: "/other", folderFrom: "caller" });
    expect(() => checkFolderIsKnown(guess)).toThrow("folder");
    expect(() => checkFolderIsKnown({ ...guess, name: "memory:x" })).toThrow("folder");
    expect(() => checkFolderIsKnown(location)).not.toThrow();
  });
});
