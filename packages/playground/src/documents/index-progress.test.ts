import { expect, it } from "vitest";
import { roundedTime, secondsLeft } from "./index-progress.js";

it("estimates what is left by the speed so far", () => {
  expect(secondsLeft({ done: 1, total: 3, elapsedMs: 2000 })).toBe(4);
  expect(secondsLeft({ done: 0, total: 3, elapsedMs: 2000 })).toBeNull();
  expect(secondsLeft({ done: 0, total: 0, elapsedMs: 2000 })).toBeNull();
});

it.each([
  [0.2, 1, "s"],
  [119.5, 120, "s"],
  [150, 3, "min"],
  [7300, 2, "h"],
] as const)("rounds %f seconds to %i %s", (seconds, value, unit) => {
  expect(roundedTime(seconds)).toEqual({ value, unit });
});
