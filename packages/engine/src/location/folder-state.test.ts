import { chmodSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { folderOf } from "../../test/folder.js";
import { checkFolder } from "./check-folder.js";
import { folderId } from "./folder-id.js";
import { folderState } from "./folder-state.js";

describe("a folder to walk", () => {
  it("must be a folder that is there", async () => {
    const root = await folderOf({ "a.md": "" });
    expect(await folderState(root)).toBe("present");
    await expect(checkFolder(root)).resolves.toBeUndefined();
    expect(await folderState(join(root, "a.md"))).toBe("not-a-folder");
    expect(await folderState(join(root, "none"))).toBe("missing");
    expect(await folderState(join(root, "a.md/none"))).toBe("unreadable");
    await expect(checkFolder(join(root, "a.md"))).rejects.toMatchObject({
      hint: expect.stringContaining("It is a file"),
    });
    await expect(checkFolder(join(root, "none"))).rejects.toMatchObject({
      hint: expect.stringContaining("nothing is there"),
    });
  });

  it.skipIf(process.getuid?.() === 0)("must be readable and searchable", async () => {
    const root = await folderOf({});
    onTestFinished(() => chmodSync(root, 0o755));
    for (const mode of [0o300, 0o600]) {
      chmodSync(root, mode);
      expect(await folderState(root)).toBe("unreadable");
    }
  });

  it("has an id of its own while it exists", async () => {
    const root = await folderOf({ "one/a.md": "", "two/a.md": "" });
    const ids = await Promise.all(["one", "one", "two", "none"].map((name) => folderId(join(root, name))));
    expect(ids[0]).toMatch(/^\d+-\d+$/u);
    expect(ids).toEqual([ids[0], ids[0], expect.not.stringContaining(ids[0]!), undefined]);
  });
});
