import { expect, it } from "vitest";
import { sharedStaticSum } from "./shared-static-sum.js";

it("reads the table of the built-in model once for all that use it", () => {
  const sum = sharedStaticSum();
  expect(sharedStaticSum()).toBe(sum);
  expect(sum([2000])).not.toBeNull();
});
