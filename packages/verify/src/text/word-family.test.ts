import { describe, expect, test } from "vitest";
import { isSameFamily } from "./word-family.js";
import { stem } from "./stem.js";

const same = (left: string, right: string) => isSameFamily({ stem: stem(left) }, { stem: stem(right) });

describe("isSameFamily", () => {
  test("knows words of one family by their first letters, or by heart", () => {
    expect(same("migrate", "migrants")).toBe(true);
    expect(same("depth", "deep")).toBe(true);
    expect(same("retained", "retention")).toBe(true);
    expect(same("tall", "height")).toBe(true);
  });

  test("takes neither short words nor numbers for a family", () => {
    expect(same("plan", "plane")).toBe(false);
    expect(same("100000", "100001")).toBe(false);
  });
});
