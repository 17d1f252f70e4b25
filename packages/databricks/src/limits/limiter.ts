import type { OnEvent } from "@ragstone/core";
import type { ModelLimits } from "../catalogue/model-limits.js";
import type { Clock } from "./clock.js";
import { Pacer } from "./_pacer.js";
import { SlidingWindow, type WindowEntry } from "./_sliding-window.js";
import type { LimitKind, Refusal } from "./refusal.js";

/** What a request is expected to use. */
export interface Cost {
  readonly inputTokens: number;
  /** `max_tokens`: the service reserves it, so it is reserved here too. */
  readonly outputTokens: number;
}

/** Leave to send one request. Exactly one of its methods is called when the request has ended. */
export interface Permit {
  /** The request was let in: what was reserved too much is credited back. Fields left out stay as estimated. */
  admitted(used?: Partial<Cost>): void;
  /** The service answered 429. */
  refused(refusal: Refusal): void;
}

export interface Limiter {
  /**
   * Resolves when the limits have room. Callers take turns, each in its own order; `again` puts a request that was
   * refused before at the head of its caller's row. Long waits are told to `onEvent`.
   *
   * @throws the signal's reason
   */
  acquire(
    cost: Cost,
    options: {
      readonly caller: object;
      readonly again?: boolean;
      readonly signal?: AbortSignal | undefined;
      readonly onEvent?: OnEvent | undefined;
    },
  ): Promise<Permit>;
  /** The limits as known by now, learned ones included. */
  readonly limits: ModelLimits;
}

interface Waiter {
  readonly cost: Cost;
  readonly onEvent: OnEvent | undefined;
  readonly grant: (permit: Permit) => void;
}

/** Waits shorter than this are the normal pace and no event. */
const reportedWaitMs = 1000;
const reportEveryMs = 5000;
/**
 * First and longest pause after a refusal that names no time, doubling between them (docs.databricks.com, limits: start
 * at 1 s, double).
 */
const firstPauseMs = 1000;
const maxPauseMs = 30_000;

/** Keeps the requests to one endpoint within its limits, at full speed up to them, and learns them from refusals. */
export function createLimiter({ limits, clock }: { readonly limits: ModelLimits; readonly clock: Clock }): Limiter {
  const pacer = new Pacer(limits.queriesPerSecond ?? null);
  const hour = new SlidingWindow(limits.queriesPerHour ?? null, 3_600_000, 720);
  const input = new SlidingWindow(limits.inputTokensPerMinute ?? null, 60_000);
  const output = new SlidingWindow(limits.outputTokensPerMinute ?? null, 60_000);
  const queues = new Map<object, Waiter[]>();
  let pausedUntilMs = -Infinity;
  let pauseMs = firstPauseMs;
  let reportedMs = -Infinity;
  let cancelTimer: (() => void) | null = null;

  const nextDelay = (nowMs: number, cost: Cost): { readonly ms: number; readonly limit: LimitKind | "retry-after" } => {
    const delays: readonly (readonly [number, LimitKind | "retry-after"])[] = [
      [pausedUntilMs - nowMs, "retry-after"],
      [pacer.delayMs(nowMs), "queries-per-second"],
      [hour.delayMs(nowMs, 1), "queries-per-hour"],
      [input.delayMs(nowMs, cost.inputTokens), "input-tokens-per-minute"],
      [output.delayMs(nowMs, cost.outputTokens), "output-tokens-per-minute"],
    ];
    const [ms, limit] = delays.reduce((longest, delay) => (delay[0] > longest[0] ? delay : longest));
    return { ms, limit };
  };

  const pump = (): void => {
    cancelTimer?.();
    cancelTimer = null;
    for (;;) {
      const turn = queues.entries().next();
      if (turn.done === true) return;
      const [caller, waiters] = turn.value;
      const waiter = waiters[0]!;
      const nowMs = clock.now();
      const { ms, limit } = nextDelay(nowMs, waiter.cost);
      if (ms > 0) {
        if (ms >= reportedWaitMs && nowMs - reportedMs >= reportEveryMs) {
          reportedMs = nowMs;
          waiter.onEvent?.({ type: "limit-waited", limit, delayMs: Math.round(ms) });
        }
        cancelTimer = clock.after(ms, pump);
        return;
      }
      waiters.shift();
      // To the end of the row: callers take turns.
      queues.delete(caller);
      if (waiters.length > 0) queues.set(caller, waiters);
      waiter.grant(permit(nowMs, waiter.cost));
    }
  };

  const permit = (nowMs: number, cost: Cost): Permit => {
    pacer.take(nowMs);
    const entries = {
      hour: hour.add(nowMs, 1),
      input: input.add(nowMs, cost.inputTokens),
      output: output.add(nowMs, cost.outputTokens),
    };
    return {
      admitted(used = {}) {
        pauseMs = firstPauseMs;
        pacer.admitted(clock.now());
        if (used.inputTokens !== undefined) entries.input.correct(used.inputTokens);
        if (used.outputTokens !== undefined) entries.output.correct(used.outputTokens);
        if (queues.size > 0) pump();
      },
      refused(refusal) {
        learn(refusal, entries, cost);
        if (queues.size > 0) pump();
      },
    };
  };

  const learn = (
    { kind, limit, retryAfterMs }: Refusal,
    entries: Readonly<Record<"hour" | "input" | "output", WindowEntry>>,
    cost: Cost,
  ): void => {
    const nowMs = clock.now();
    for (const entry of Object.values(entries)) entry.correct(0);
    if (kind === "queries-per-second" || (kind === null && (retryAfterMs ?? 0) <= 2000)) {
      pacer.refused(nowMs, limit);
      return;
    }
    if (kind !== null) {
      const window = kind === "queries-per-hour" ? hour : kind === "input-tokens-per-minute" ? input : output;
      const need =
        kind === "queries-per-hour" ? 1 : kind === "input-tokens-per-minute" ? cost.inputTokens : cost.outputTokens;
      if (limit !== null) window.limit = limit;
      // Not told: what went through in the last span is the best guess at what may.
      else if (window.limit === null && window.sum(nowMs) > 0) window.limit = Math.max(need, window.sum(nowMs));
    }
    // A window that is used up refuses everyone alike, so everyone waits.
    pausedUntilMs = Math.max(pausedUntilMs, nowMs + (retryAfterMs ?? pauseMs));
    pauseMs = Math.min(maxPauseMs, pauseMs * 2);
  };

  return {
    get limits() {
      return {
        queriesPerSecond: pacer.rate === Infinity ? undefined : pacer.rate,
        queriesPerHour: hour.limit ?? undefined,
        inputTokensPerMinute: input.limit ?? undefined,
        outputTokensPerMinute: output.limit ?? undefined,
      };
    },
    acquire(cost, { caller, again = false, signal, onEvent }) {
      return new Promise<Permit>((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(signal.reason as Error);
          return;
        }
        const abort = () => {
          const waiters = queues.get(caller);
          waiters?.splice(waiters.indexOf(waiter), 1);
          if (waiters?.length === 0) queues.delete(caller);
          pump();
          reject(signal?.reason as Error);
        };
        const waiter: Waiter = {
          cost,
          onEvent,
          grant: (permit) => {
            signal?.removeEventListener("abort", abort);
            resolve(permit);
          },
        };
        signal?.addEventListener("abort", abort, { once: true });
        const waiters = queues.get(caller);
        if (waiters === undefined) queues.set(caller, [waiter]);
        else if (again) waiters.unshift(waiter);
        else waiters.push(waiter);
        pump();
      });
    },
  };
}
