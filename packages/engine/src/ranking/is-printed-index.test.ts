import { expect, it } from "vitest";
import { isPrintedIndex } from "./is-printed-index.js";

const entries = [
  "P",
  "pipes, 12, 40-42",
  "pipes, cleaning of, 14",
  "pressure, 3, 9, 77",
  "pumps, 20-25",
  "R",
  "relays, 8, 19",
  "rust, 6",
  "112",
];

it("recognizes terms with the numbers of their pages", () => {
  expect(isPrintedIndex(entries.join("\n"))).toBe(true);
  expect(isPrintedIndex(entries.slice(0, 5).join("\n"))).toBe(false);
});

it("leaves prose, and lists of values that are no pages", () => {
  expect(isPrintedIndex("Pipes are cleaned in 2019, 2020 and 2021.\n".repeat(8))).toBe(false);
  expect(isPrintedIndex(entries.map((line) => `${line} are cleaned every spring by the team.`).join("\n"))).toBe(false);
  expect(isPrintedIndex(Array.from({ length: 8 }, (_, row) => `house ${row}, ${90 - row}, 4`).join("\n"))).toBe(false);
});
