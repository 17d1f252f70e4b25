import { describe, expect, it } from "vitest";
import { citedPages } from "./cited-pages.js";
import { describePages } from "./describe-pages.js";

const spans = [
  { page: 1, start: 0, end: 10, label: "i" },
  { page: 2, start: 12, end: 20 },
  { page: 3, start: 22, end: 30, label: "A-1" },
];

describe("citedPages", () => {
  it("gives every page of a range its label, or its number if only others have one", () => {
    expect(citedPages(spans, { start: 5, end: 25 })).toEqual({ pages: [1, 2, 3], pageLabels: ["i", "2", "A-1"] });
  });

  it("gives no labels where no page of the range has one", () => {
    expect(citedPages(spans, { start: 13, end: 15 })).toEqual({ pages: [2] });
    expect(citedPages([], { start: 0, end: 5 })).toEqual({ pages: [] });
  });
});

describe("describePages", () => {
  it("puts the number in the file after the printed one", () => {
    expect(describePages({ pages: [12], pageLabels: ["5"] })).toBe("5 (PDF 12)");
    expect(describePages({ pages: [3, 4], pageLabels: ["iii", "iv"] })).toBe("iii, iv (PDF 3, 4)");
    expect(describePages({ pages: [3, 4] })).toBe("3, 4");
  });
});
