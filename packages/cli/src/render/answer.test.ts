import type { Answer } from "@ragstone/core";
import { expect, it } from "vitest";
import { renderAnswerText, where } from "./answer.js";

const cited = { origin: "file", path: "manual.pdf", start: 120, end: 180, headings: ["Install", "Linux"] } as const;

it("names the printed page of a passage next to the page of the file", () => {
  expect(where({ ...cited, pages: [12], pageLabels: ["5"] })).toBe(
    "manual.pdf:120-180 · page 5 (PDF 12) · Install > Linux",
  );
  expect(where({ ...cited, pages: [3] })).toBe("manual.pdf:120-180 · page 3 · Install > Linux");
});

it("shows the key sentences of excerpts in bold, line by line", () => {
  const terminal = { style: (_: unknown, text: string) => `<b>${text}</b>` };
  const text = "Keys:\nRotate them\nweekly. [1] Ask Ann. [2]";
  const claims = [
    { start: 0, end: 29, key: { start: 6, end: 25 } },
    { start: 30, end: 42 },
  ];
  expect(renderAnswerText(terminal, { text, claims } as unknown as Answer)).toBe(
    "Keys:\n<b>Rotate them</b>\n<b>weekly.</b> [1] Ask Ann. [2]",
  );
});
