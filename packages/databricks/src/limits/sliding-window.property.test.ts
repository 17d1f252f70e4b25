import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SlidingWindow } from "./sliding-window.js";

const spanMs = 60_000;
const limit = 1000;

describe("SlidingWindow", () => {
  it("never lets more than the limit into any span, against a list of everything", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            waitMs: fc.integer({ min: 0, max: 20_000 }),
            amount: fc.integer({ min: 0, max: 1200 }),
            used: fc.option(fc.integer({ min: 0, max: 1000 }), { nil: null }),
          }),
          { maxLength: 60 },
        ),
        (requests) => {
          const window = new SlidingWindow(limit, spanMs);
          const all: { readonly atMs: number; amount: number }[] = [];
          let nowMs = 0;
          for (const { waitMs, amount, used } of requests) {
            nowMs += waitMs;
            const delayMs = window.delayMs(nowMs, amount);
            nowMs += delayMs;
            expect(window.delayMs(nowMs, amount)).toBe(0);
            const entry = window.add(nowMs, amount);
            const kept = { atMs: nowMs, amount };
            all.push(kept);
            const recent = all.filter(({ atMs }) => atMs > nowMs - spanMs);
            const sum = recent.reduce((total, each) => total + each.amount, 0);
            expect(
              sum <= limit || recent.length === 1 || recent.every((each) => each === kept || each.amount === 0),
            ).toBe(true);
            if (used !== null && used <= amount) {
              entry.correct(used);
              kept.amount = used;
            }
          }
        },
      ),
    );
  });

  it("waits no longer than until the oldest amounts have left", () => {
    const window = new SlidingWindow(limit, spanMs);
    window.add(0, 600);
    window.add(30_000, 300);
    expect(window.delayMs(30_000, 100)).toBe(0);
    expect(window.delayMs(30_000, 101)).toBe(30_000);
    expect(window.delayMs(60_000, 700)).toBe(0);
  });
});
