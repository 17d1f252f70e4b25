import { expect, it } from "vitest";
import { chartValue } from "./chart-value.js";

it.each([
  ["8.2000000000000011", "General", "8.2"],
  ["1E-3", "0.00", "0.001"],
  ["4006381333931", "General", "4006381333931"],
  ["0.125", "0%", "12.5%"],
  ["44562", "m/d/yyyy", "2022-01-01"],
  ["44562", "mmm\\-yy", "2022-01"],
  ["44562", "yyyy", "2022"],
  ["12", '0" days"', "12"],
  ["", "General", ""],
  ["Lindau", "General", "Lindau"],
])("shows %s in the format %s as %s", (stored, format, shown) => {
  expect(chartValue(stored, format)).toBe(shown);
});
