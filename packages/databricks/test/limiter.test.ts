import type { RagstoneEvent } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { createLimiter, type Permit } from "../src/limits/limiter.js";
import type { ModelLimits } from "../src/index.js";
import { FakeClock } from "./fake-clock.js";

const nothing = { inputTokens: 0, outputTokens: 0 };

function setUp(limits: ModelLimits) {
  const clock = new FakeClock();
  return { clock, limiter: createLimiter({ limits, clock }), caller: {} };
}

/** Keeps `workers` requests waiting or in flight against a token bucket that refuses without a word about its limit. */
function saturate(
  { clock, limiter }: ReturnType<typeof setUp>,
  {
    perSecond,
    workers,
    latencyMs = 200,
  }: { readonly perSecond: number; readonly workers: number; readonly latencyMs?: number },
) {
  const counts = { admitted: 0, refused: 0 };
  let level = perSecond;
  let atMs = 0;
  const caller = {};
  const work = async (again: boolean): Promise<void> => {
    const permit = await limiter.acquire(nothing, { caller, again });
    level = Math.min(perSecond, level + ((clock.now() - atMs) * perSecond) / 1000);
    atMs = clock.now();
    const admitted = level >= 1 - 1e-9;
    if (admitted) level -= 1;
    clock.after(latencyMs, () => {
      counts[admitted ? "admitted" : "refused"] += 1;
      if (admitted) permit.admitted();
      else permit.refused({ kind: "queries-per-second", limit: null, retryAfterMs: 1000 });
      clock.after(admitted ? 0 : 1000, () => void work(!admitted));
    });
  };
  for (let worker = 0; worker < workers; worker += 1) void work(false);
  return counts;
}

describe("createLimiter", () => {
  it("spaces requests evenly at the requests a second", async () => {
    const { clock, limiter, caller } = setUp({ queriesPerSecond: 5 });
    const grantedMs: number[] = [];
    for (let i = 0; i < 10; i += 1) void limiter.acquire(nothing, { caller }).then(() => grantedMs.push(clock.now()));
    await clock.advance(10_000);
    expect(grantedMs).toHaveLength(10);
    // An idle limiter lets half a second's worth go at once.
    for (let i = 5; i < 10; i += 1) expect(grantedMs[i]! - grantedMs[i - 1]!).toBeCloseTo(200, 5);
  });

  it("keeps input tokens of any minute under the limit and uses all of it", async () => {
    const { clock, limiter, caller } = setUp({ inputTokensPerMinute: 1000 });
    const sent: { readonly atMs: number; readonly tokens: number }[] = [];
    for (let i = 0; i < 60; i += 1) {
      const tokens = 50 + ((i * 37) % 100);
      void limiter
        .acquire({ inputTokens: tokens, outputTokens: 0 }, { caller })
        .then(() => sent.push({ atMs: clock.now(), tokens }));
    }
    await clock.advance(300_000);
    const total = sent.reduce((sum, { tokens }) => sum + tokens, 0);
    for (const { atMs } of sent) {
      const inMinute = sent
        .filter((other) => other.atMs > atMs - 60_000 && other.atMs <= atMs)
        .reduce((sum, { tokens }) => sum + tokens, 0);
      expect(inMinute).toBeLessThanOrEqual(1000);
    }
    expect(total).toBeGreaterThan(0.85 * 1000 * 5);
  });

  it("reserves max_tokens and credits back the unused part", async () => {
    const { clock, limiter, caller } = setUp({ outputTokensPerMinute: 1000 });
    const cost = { inputTokens: 1, outputTokens: 600 };
    const first = await limiter.acquire(cost, { caller });
    let second: Permit | null = null;
    void limiter.acquire(cost, { caller }).then((permit) => {
      second = permit;
    });
    await clock.advance(1000);
    expect(second).toBeNull();
    first.admitted({ outputTokens: 100 });
    await clock.advance(0);
    expect(second).not.toBeNull();
  });

  it("lets a request above the whole limit through alone instead of never", async () => {
    const { limiter, caller } = setUp({ outputTokensPerMinute: 100 });
    await expect(limiter.acquire({ inputTokens: 1, outputTokens: 500 }, { caller })).resolves.toBeDefined();
  });

  it("lets callers take turns, so that one with much work does not starve another", async () => {
    const { clock, limiter } = setUp({ queriesPerSecond: 1 });
    const order: string[] = [];
    const [many, few] = [{}, {}];
    for (let i = 0; i < 6; i += 1) void limiter.acquire(nothing, { caller: many }).then(() => order.push(`many ${i}`));
    for (let i = 0; i < 2; i += 1) void limiter.acquire(nothing, { caller: few }).then(() => order.push(`few ${i}`));
    await clock.advance(20_000);
    expect(order.indexOf("few 1")).toBeLessThan(5);
    expect(order.filter((name) => name.startsWith("many"))).toEqual([0, 1, 2, 3, 4, 5].map((i) => `many ${i}`));
  });

  it("forgets a waiter that is aborted, with its reason, and serves the next", async () => {
    const { clock, limiter, caller } = setUp({ queriesPerSecond: 1 });
    await limiter.acquire(nothing, { caller });
    const controller = new AbortController();
    const reason = new DOMException("enough", "AbortError");
    const aborted = limiter.acquire(nothing, { caller, signal: controller.signal });
    let served = false;
    void limiter.acquire(nothing, { caller }).then(() => {
      served = true;
    });
    controller.abort(reason);
    await expect(aborted).rejects.toBe(reason);
    await clock.advance(5000);
    expect([served, clock.pending]).toEqual([true, 0]);
    await expect(limiter.acquire(nothing, { caller, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("takes the limit from a refusal that names it", async () => {
    const { limiter, caller } = setUp({});
    const [first, second] = await Promise.all([
      limiter.acquire(nothing, { caller }),
      limiter.acquire(nothing, { caller }),
    ]);
    first.refused({ kind: "input-tokens-per-minute", limit: 200_000, retryAfterMs: 15_000 });
    second.refused({ kind: "queries-per-second", limit: 7, retryAfterMs: 1000 });
    expect(limiter.limits).toEqual({ inputTokensPerMinute: 200_000, queriesPerSecond: 7 });
  });

  it("makes everyone wait as long as a used-up minute says, and tells it once", async () => {
    const { clock, limiter, caller } = setUp({});
    const events: RagstoneEvent[] = [];
    (await limiter.acquire(nothing, { caller })).refused({
      kind: "output-tokens-per-minute",
      limit: null,
      retryAfterMs: 15_000,
    });
    let grantedMs = 0;
    void limiter.acquire(nothing, { caller: {}, onEvent: (event) => events.push(event) }).then(() => {
      grantedMs = clock.now();
    });
    await clock.advance(60_000);
    expect(grantedMs).toBe(15_000);
    expect(events).toEqual([{ type: "limit-waited", limit: "retry-after", delayMs: 15_000 }]);
  });

  it.each([
    { name: "the limit known, 150 a second", limits: { queriesPerSecond: 150 }, perSecond: 150, workers: 120 },
    { name: "the limit known, 5 a second", limits: { queriesPerSecond: 5 }, perSecond: 5, workers: 8 },
    { name: "the limit unknown, 20 a second", limits: {}, perSecond: 20, workers: 32 },
    { name: "the limit unknown, 5 a second", limits: {}, perSecond: 5, workers: 8 },
    { name: "a limit of 5 configured as 150", limits: { queriesPerSecond: 150 }, perSecond: 5, workers: 120 },
  ])("gets what a bucket admits in a minute, $name", async ({ limits, perSecond, workers }) => {
    const state = setUp(limits);
    const counts = saturate(state, { perSecond, workers });
    await state.clock.advance(60_000);
    expect(counts.admitted / (61 * perSecond)).toBeGreaterThanOrEqual(0.97);
    const steady = counts.refused / (counts.admitted + counts.refused);
    expect(steady).toBeLessThan(workers > perSecond * 10 ? 0.6 : 0.15);
  });
});
