import { expect, it } from "vitest";
import { unmentionedTerms } from "./unmentioned-terms.js";

it("names only terms of which no passage contains a form, column names included", () => {
  const passages = [{ text: "region,keys\nEurope,14" }, { text: "Signing keys are rotated." }];
  expect(unmentionedTerms(["regions", "gold", "rotating", "Asia"], passages)).toEqual(["gold", "Asia"]);
  expect(unmentionedTerms([], passages)).toEqual([]);
});

it("counts an identifier as mentioned only as a whole", () => {
  expect(unmentionedTerms(["0x80070099", "max_size"], [{ text: "0x80070005 and Max_Size" }])).toEqual(["0x80070099"]);
});
