import { expect, it } from "vitest";
import { hasPassed } from "./has-passed.js";

it.each([
  ["quoted", true],
  ["checked", true],
  ["supported", true],
  ["unsupported", false],
  ["unverified", false],
])("a claim that is %s has passed its checks: %s", (verdict, passed) => {
  expect(hasPassed({ verdict })).toBe(passed);
});
