import { expect, it } from "vitest";
import { plantTypo } from "./plant-typo.js";

it("exchanges two letters of the longest word", () => {
  expect(plantTypo("How are keys rotated?")).toBe("How are keys roatted?");
  expect(plantTypo("Is it so?")).toBe("Is it so?");
  expect(plantTypo("aaaaaa?")).toBe("aaaaaa?");
});
