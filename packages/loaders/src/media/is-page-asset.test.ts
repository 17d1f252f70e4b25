import { describe, expect, it } from "vitest";
import { isMinified, isPageAsset } from "./is-page-asset.js";

describe("assets of pages", () => {
  it.each([
    "a.css",
    "theme/main.SCSS",
    "x.less",
    "js/jquery.min.js",
    "vendor-min.mjs",
    "searchindex.js",
    "docs/search_index.json",
    "search-index1.78.0.js",
    "member-search-index.js",
  ])("%s is one", (path) => {
    expect(isPageAsset(path)).toBe(true);
  });

  it.each([
    "main.js",
    "min.js",
    "admin.js",
    "searchindexer.js",
    "search-index.md",
    "css",
    "a.css.md",
    "searchindex/a.js",
    "search-index-settings.json",
    "search_index_mapping.json",
    "search-index-2024-report.json",
  ])("%s is none", (path) => {
    expect(isPageAsset(path)).toBe(false);
  });

  it("are scripts of very long lines, whatever their name", () => {
    const bytes = (text: string) => Buffer.from(text).subarray(0, 8000);
    expect(isMinified(bytes(`/*! licence */\n${"var a=b(1);".repeat(2000)}`))).toBe(true);
    expect(isMinified(bytes("const limit = 100; // per second\n".repeat(400)))).toBe(false);
    const sentences = "Close the valve before you open it. ".repeat(14);
    expect(isMinified(bytes(`a: "${sentences}",\n`.repeat(20)))).toBe(false);
    expect(isMinified(bytes(`var a=1;${"b();".repeat(500)}`))).toBe(false);
  });
});
