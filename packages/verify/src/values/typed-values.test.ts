import { describe, expect, test } from "vitest";
import { typedValues } from "./typed-values.js";

const read = (text: string) => typedValues(text).map(({ type, value, text: written }) => [type, value, written]);

describe("typedValues", () => {
  test("gives values in the base of their unit, as written", () => {
    expect(read("It takes 2 hours and 1.5 km.")).toEqual([
      ["s", "7200", "2 hours"],
      ["m", "1500", "1.5 km"],
    ]);
    expect(read("It holds 1.5 m3 on 4 m².")).toEqual([
      ["l", "1500", "1.5 m3"],
      ["m2", "4", "4 m²"],
    ]);
    expect(read("At 5 °C until 15 July.")).toEqual([
      ["date", "7-15", "15 July"],
      ["c", "5", "5 °C"],
    ]);
  });

  test("takes a currency without the word after it", () => {
    expect(read("Members pay $19 monthly, or 20 euros.")).toEqual([
      ["$", "19", "$19"],
      ["€", "20", "20 euros"],
    ]);
  });

  test("takes days of any kind for days", () => {
    expect(read("25 vacation days")).toEqual([["s", "2160000", "25 vacation days"]]);
    expect(read("25 vacation homes")).toEqual([["vacat", "25", "25"]]);
  });
});
