import { expect, it } from "vitest";
import { unmentionedTerms } from "./unmentioned-terms.js";

it("names only terms of which no passage contains a form, column names included", () => {
  const passages = [{ text: "region,keys\nEurope,14" }, { text: "Signing keys are rotated." }];
  expect(unmentionedTerms(["regions", "gold", "rotating", "Asia"], passages)).toEqual(["gold", "Asia"]);
  expect(unmentionedTerms([], passages)).toEqual([]);
});
