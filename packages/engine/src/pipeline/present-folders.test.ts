import { describe, expect, it } from "vitest";
import { PresentFolders } from "./present-folders.js";

/** The folders of these paths that are present after a walk of the entries. */
function present(entries: readonly string[], documents: readonly string[], scope: "root" | "folder" = "folder") {
  const folders = new PresentFolders();
  for (const entry of entries) folders.add(entry);
  return documents.filter((path) => folders.has(path, scope));
}

describe("folders in which a walk found something", () => {
  it("are those of its entries and all above them", () => {
    const documents = ["a.md", "x/a.md", "x/y/a.md", "x/y/z/a.md", "w/a.md"];
    expect(present(["x/y/b.md"], documents)).toEqual(["a.md", "x/a.md", "x/y/a.md"]);
    expect(present(["x/y/b.md", "x/c.md", "w/d.md"], documents)).toEqual(["a.md", "x/a.md", "x/y/a.md", "w/a.md"]);
  });

  it("are not folders that are entries themselves, nor those of hidden files", () => {
    expect(present(["x/y/"], ["x/y/a.md", "x/a.md"])).toEqual(["x/a.md"]);
    expect(present(["x/.marker", "y/.hidden/"], ["x/a.md", "y/a.md", "a.md"])).toEqual([]);
  });

  it("contain the root where anything was found", () => {
    expect(present(["x/b.md"], ["gone/a.md"], "root")).toEqual(["gone/a.md"]);
    expect(present([], ["gone/a.md"], "root")).toEqual([]);
  });
});
