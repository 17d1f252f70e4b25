import { expect, test } from "vitest";
import { retryDelayMs } from "./retry-policy.js";

const policy = { maxAttempts: 5, initialDelayMs: 100, maxDelayMs: 1000, budgetMs: 5000 };

test("delays double, with jitter between half and the whole", () => {
  expect([1, 2, 3, 4].map((attempt) => retryDelayMs(policy, { attempt, spentMs: 0, random: 0 }))).toEqual([
    50, 100, 200, 400,
  ]);
  expect(
    [1, 2, 3, 4].map((attempt) => retryDelayMs(policy, { attempt, spentMs: 0, random: 0.999 })?.toFixed(0)),
  ).toEqual(["100", "200", "400", "800"]);
  expect(retryDelayMs({ ...policy, maxAttempts: 50 }, { attempt: 30, spentMs: 0, random: 1 })).toBe(1000);
});

test("it gives up after the last attempt and when the budget would be exceeded", () => {
  expect(retryDelayMs(policy, { attempt: 5, spentMs: 0, random: 0 })).toBeNull();
  expect(retryDelayMs(policy, { attempt: 2, spentMs: 4950, random: 0 })).toBeNull();
  expect(retryDelayMs(policy, { attempt: 2, spentMs: 4900, random: 0 })).toBe(100);
});

test("a server's wait is never cut short, and counts against the budget", () => {
  expect(retryDelayMs(policy, { attempt: 1, spentMs: 0, random: 0.5, retryAfterMs: 3000 })).toBe(3050);
  expect(retryDelayMs(policy, { attempt: 1, spentMs: 0, random: 0.5, retryAfterMs: 6000 })).toBeNull();
});
