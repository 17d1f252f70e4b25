import { expect, test } from "vitest";
import { sharesStem } from "./shares-stem.js";

test.each([
  ["ersatz", "ersatzausweis", true],
  ["sicherung", "monatssicherung", true],
  ["garanti", "garantier", true],
  ["dienstag", "dienstwohnung", false],
  ["rad", "fahrrad", false],
  ["a2000", "a2000b", false],
])("%j and %j: %j", (left, right, expected) => {
  expect(sharesStem({ stem: left }, { stem: right })).toBe(expected);
  expect(sharesStem({ stem: right }, { stem: left })).toBe(expected);
});
