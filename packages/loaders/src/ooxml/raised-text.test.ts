import { expect, it } from "vitest";
import { raisedText } from "./raised-text.js";

it.each([
  ["2", "²"],
  ["-3", "⁻³"],
  ["−12", "⁻¹²"],
  ["n", "ⁿ"],
  ["n+1", "ⁿ⁺¹"],
  ["1,2", "¹,²"],
  ["2nd", "²nd"],
  ["st", "st"],
  ["th", "th"],
  ["®", "®"],
])("raises %s to %s", (text, raised) => {
  expect(raisedText(text)).toBe(raised);
});
