import { expect, it } from "vitest";
import { where } from "./answer.js";

const cited = { origin: "file", path: "manual.pdf", start: 120, end: 180, headings: ["Install", "Linux"] } as const;

it("names the printed page of a passage next to the page of the file", () => {
  expect(where({ ...cited, pages: [12], pageLabels: ["5"] })).toBe(
    "manual.pdf:120-180 · page 5 (PDF 12) · Install > Linux",
  );
  expect(where({ ...cited, pages: [3] })).toBe("manual.pdf:120-180 · page 3 · Install > Linux");
});
