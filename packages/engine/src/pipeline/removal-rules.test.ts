import type { DocumentRecord } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { absentFolders } from "./absent-folder.js";
import { absentMessage } from "./absent-message.js";
import { exceedsRemovalLimit } from "./exceeds-removal-limit.js";
import { GoneDocuments } from "./gone-documents.js";
import { isWithin } from "./within.js";

describe("the limit of removals", () => {
  it.each([
    [19, 19, false],
    [20, 20, true],
    [11, 20, true],
    [10, 20, false],
    [11, 21, true],
    [0, 0, false],
  ])("is more than half of at least 20 documents: %i of %i", (removed, documents, exceeds) => {
    expect(exceedsRemovalLimit(removed, documents)).toBe(exceeds);
  });
});

describe("absent folders", () => {
  it("are counted by their documents and ordered by name", () => {
    expect(absentFolders(["b/x.md", "a/c/y.md", "b/z.md", "top.md"])).toEqual([
      { folder: ".", documents: 1 },
      { folder: "a/c", documents: 1 },
      { folder: "b", documents: 2 },
    ]);
  });

  const folder = (name: string, documents = 1) => ({ folder: name, documents });

  it.each([
    [[folder("a")], /^1 document stays in the index without a file: \/docs\/a\. That folder is missing,/],
    [[folder(".", 2)], /^2 documents stay in the index without a file: \/docs\. That folder is missing,/],
    [
      [folder("a"), folder("b", 4), folder("c")],
      /^6 documents stay in .*: \/docs\/a, \/docs\/b, \/docs\/c\. Those folders are missing,/,
    ],
    [
      [folder("a"), folder("b"), folder("c"), folder("d"), folder("e")],
      /^5 documents stay in .*: \/docs\/a, \/docs\/b, \/docs\/c and 2 more\. Those folders are/,
    ],
  ])("are named, the first three of them: %j", (absent, message) => {
    expect(absentMessage("/docs", absent)).toMatch(message);
  });
});

describe("documents that are gone", () => {
  const record = (path: string, sha256: string) => ({ path, sha256 }) as DocumentRecord;

  it("are taken back one by one, by their bytes", () => {
    const gone = new GoneDocuments();
    for (const [path, sha256] of ["a:1", "b:1", "c:2"].map((text) => text.split(":") as [string, string]))
      gone.add(record(path, sha256));
    expect(gone.paths()).toEqual(["a", "b", "c"]);
    expect(gone.take("1")).toEqual(record("b", "1"));
    expect(gone.take("1")).toEqual(record("a", "1"));
    expect(gone.take("1")).toBeNull();
    expect(gone.take("3")).toBeNull();
    expect(gone.paths()).toEqual(["c"]);
  });
});

describe("a path within places", () => {
  it.each([
    ["a", true],
    ["a/b.md", true],
    ["ab", false],
    ["b/a", false],
    ["c/d", true],
    ["c", false],
  ])("is one of them or below it: %s", (path, within) => {
    expect(isWithin(path, ["a", "c/d"])).toBe(within);
  });
});
