import { describe, expect, it } from "vitest";
import { ExtensionCounts } from "./extension-counts.js";

describe("ExtensionCounts", () => {
  it("counts by reason and extension, most frequent first", () => {
    const counts = new ExtensionCounts();
    for (const path of ["a/b.tar.gz", "B.PNG", "c.png", "Makefile", ".env", "d.zip"])
      counts.add(path, "not-a-document");
    counts.add("node_modules/", "ignored");
    const report = counts.report();
    expect(report).toEqual({
      total: 7,
      byReason: { "not-a-document": 6, ignored: 1 },
      extensions: { "not-a-document": { "": 2, ".png": 2, ".gz": 1, ".zip": 1 }, ignored: { "/": 1 } },
    });
    expect(Object.keys(report.extensions["not-a-document"]!)).toEqual(["", ".png", ".gz", ".zip"]);
  });

  it("lists at most 50 extensions and counts all", () => {
    const counts = new ExtensionCounts();
    for (let n = 0; n < 60; n += 1) counts.add(`part.${n}`, "excluded");
    const { byReason, extensions } = counts.report();
    expect(byReason).toEqual({ excluded: 60 });
    expect(Object.keys(extensions.excluded!)).toHaveLength(50);
  });
});
