import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultQuirks } from "../options/default-quirks.js";
import { Limiter } from "./limiter.js";

describe("the limiter", () => {
  it("admits the same requests as a log of all admissions, for requests per second", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }),
        (qps, gaps) => {
          const limiter = new Limiter({ qps }, 0);
          let now = 0;
          // The oracle: a bucket that was full at the start has, at any time, its capacity less all that was taken,
          // plus all that flowed in while it was not full. Replayed from the beginning for every request.
          const admitted: number[] = [];
          for (const gap of gaps) {
            now += gap;
            let level = qps;
            let at = 0;
            for (const time of admitted) {
              level = Math.min(qps, level + ((time - at) * qps) / 1000) - 1;
              at = time;
            }
            level = Math.min(qps, level + ((now - at) * qps) / 1000);
            const expected = level >= 1 - 1e-6;
            const actual =
              "settle" in limiter.admit({ endpoint: "x", inputTokens: 0, maxTokens: 0 }, now, defaultQuirks);
            // Within rounding of exactly one request either is right.
            expect(actual === expected || Math.abs(level - 1) <= 1e-6).toBe(true);
            if (actual) admitted.push(now);
          }
        },
      ),
    );
  });

  it("never admits more output tokens in a minute than twice the limit, and credits back unused ones", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.integer({ min: 1, max: 500 }),
            fc.integer({ min: 0, max: 500 }),
            fc.integer({ min: 0, max: 5000 }),
          ),
          { maxLength: 60 },
        ),
        (requests) => {
          const limiter = new Limiter({ otpm: 1000 }, 0);
          let now = 0;
          const used: [number, number][] = [];
          for (const [maxTokens, wish, gap] of requests) {
            now += gap;
            const spent = Math.min(maxTokens, wish);
            const admission = limiter.admit({ endpoint: "x", inputTokens: 0, maxTokens }, now, defaultQuirks);
            if (!("settle" in admission)) continue;
            admission.settle(spent);
            used.push([now, spent]);
            const minute = used.filter(([time]) => time > now - 60_000).reduce((sum, [, tokens]) => sum + tokens, 0);
            expect(minute).toBeLessThanOrEqual(2000);
          }
          const total = used.reduce((sum, [, tokens]) => sum + tokens, 0);
          // A bucket of 1000 that gains 1000 a minute cannot have given more than this.
          expect(total).toBeLessThanOrEqual(1000 + now / 60 + 1);
        },
      ),
    );
  });
});
