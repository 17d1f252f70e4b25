import { expect, test } from "vitest";
import { retryDelayMs } from "./retry-policy.js";

const policy = { maxAttempts: 5, initialDelayMs: 100, maxDelayMs: 1000, budgetMs: 5000 };

test("delays double, with jitter between half and the whole", () => {
  expect([1, 2, 3, 4].map((attempt) => retryDelayMs(policy, attempt, 0, 0))).toEqual([50, 100, 200, 400]);
  expect([1, 2, 3, 4].map((attempt) => retryDelayMs(policy, attempt, 0, 0.999)?.toFixed(0))).toEqual([
    "100",
    "200",
    "400",
    "800",
  ]);
  expect(retryDelayMs({ ...policy, maxAttempts: 50 }, 30, 0, 1)).toBe(1000);
});

test("it gives up after the last attempt and when the budget would be exceeded", () => {
  expect(retryDelayMs(policy, 5, 0, 0)).toBeNull();
  expect(retryDelayMs(policy, 2, 4950, 0)).toBeNull();
  expect(retryDelayMs(policy, 2, 4900, 0)).toBe(100);
});

test("a server's wait is never cut short, and counts against the budget", () => {
  expect(retryDelayMs(policy, 1, 0, 0.5, 3000)).toBe(3050);
  expect(retryDelayMs(policy, 1, 0, 0.5, 6000)).toBeNull();
});
