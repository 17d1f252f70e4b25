import { AsyncResource } from "node:async_hooks";
import type { OnEvent } from "@ragstone/core";
import type { ModelLimits } from "../catalogue/model-limits.js";
import type { Clock } from "./clock.js";
import { Pacer } from "./pacer.js";
import { SlidingWindow } from "./sliding-window.js";
import type { LimitKind, Refusal } from "./refusal.js";

/** Estimated usage of a request. */
export interface Cost {
  readonly inputTokens: number;
  /** `max_tokens`: the service reserves it, so it is reserved here too. */
  readonly outputTokens: number;
}

/** Leave to send one request. Exactly one of its methods is called when the request has ended. */
export interface Permit {
  /** The request was admitted: an excess reservation is credited back. Absent fields stay as estimated. */
  admitted(used?: Partial<Cost>): void;
  /** The service answered 429. */
  refused(refusal: Refusal): void;
}

export interface Limiter {
  /**
   * Resolves when the limits have room. Callers take turns, each in its own order; `again` puts a previously refused
   * request at the front of its caller's queue. Long waits are reported to `onEvent`.
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
export function createLimiter(options: LimiterOptions): Limiter {
  return new EndpointLimiter(options);
}

interface LimiterOptions {
  readonly limits: ModelLimits;
  readonly clock: Clock;
}

type Delay = readonly [ms: number, limit: LimitKind | "retry-after"];

class EndpointLimiter implements Limiter {
  readonly #clock: Clock;
  readonly #pacer: Pacer;
  readonly #hour: SlidingWindow;
  readonly #input: SlidingWindow;
  readonly #output: SlidingWindow;
  readonly #queues = new Map<object, Waiter[]>();
  #pausedUntilMs = -Infinity;
  #pauseMs = firstPauseMs;
  #reportedMs = -Infinity;
  #cancelTimer: (() => void) | null = null;

  constructor({ limits, clock }: LimiterOptions) {
    this.#clock = clock;
    this.#pacer = new Pacer(limits.queriesPerSecond ?? null);
    this.#hour = new SlidingWindow(limits.queriesPerHour ?? null, 3_600_000, 720);
    this.#input = new SlidingWindow(limits.inputTokensPerMinute ?? null, 60_000);
    this.#output = new SlidingWindow(limits.outputTokensPerMinute ?? null, 60_000);
  }

  get limits(): ModelLimits {
    return {
      queriesPerSecond: this.#pacer.rate === Infinity ? undefined : this.#pacer.rate,
      queriesPerHour: this.#hour.limit ?? undefined,
      inputTokensPerMinute: this.#input.limit ?? undefined,
      outputTokensPerMinute: this.#output.limit ?? undefined,
    };
  }

  acquire(cost: Cost, { caller, again = false, signal, onEvent }: Parameters<Limiter["acquire"]>[1]): Promise<Permit> {
    return new Promise<Permit>((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      const abort = () => {
        this.#leave(caller, waiter);
        reject(signal?.reason as Error);
      };
      const waiter: Waiter = {
        cost,
        // Another call may be the one that finds out: the event belongs to this one's context.
        onEvent: onEvent && AsyncResource.bind(onEvent),
        grant: (permit) => {
          signal?.removeEventListener("abort", abort);
          resolve(permit);
        },
      };
      signal?.addEventListener("abort", abort, { once: true });
      const waiters = this.#queues.get(caller);
      if (waiters === undefined) this.#queues.set(caller, [waiter]);
      else if (again) waiters.unshift(waiter);
      else waiters.push(waiter);
      this.#pump();
    });
  }

  #leave(caller: object, waiter: Waiter): void {
    const waiters = this.#queues.get(caller);
    waiters?.splice(waiters.indexOf(waiter), 1);
    if (waiters?.length === 0) this.#queues.delete(caller);
    this.#pump();
  }

  /** Admits requests while the limits have room, and runs again when they have room for the next. */
  #pump(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    for (;;) {
      const turn = this.#queues.entries().next();
      if (turn.done === true) return;
      const [caller, waiters] = turn.value;
      const waiter = waiters[0]!;
      const nowMs = this.#clock.now();
      const delay = this.#nextDelay(nowMs, waiter.cost);
      if (delay[0] > 0) {
        this.#report(waiter, delay, nowMs);
        this.#cancelTimer = this.#clock.after(delay[0], () => this.#pump());
        return;
      }
      waiters.shift();
      // To the end of the row: callers take turns.
      this.#queues.delete(caller);
      if (waiters.length > 0) this.#queues.set(caller, waiters);
      waiter.grant(this.#permit(nowMs, waiter.cost));
    }
  }

  #nextDelay(nowMs: number, cost: Cost): Delay {
    const delays: readonly Delay[] = [
      [this.#pausedUntilMs - nowMs, "retry-after"],
      [this.#pacer.delayMs(nowMs), "queries-per-second"],
      [this.#hour.delayMs(nowMs, 1), "queries-per-hour"],
      [this.#input.delayMs(nowMs, cost.inputTokens), "input-tokens-per-minute"],
      [this.#output.delayMs(nowMs, cost.outputTokens), "output-tokens-per-minute"],
    ];
    return delays.reduce((longest, delay) => (delay[0] > longest[0] ? delay : longest));
  }

  #report(waiter: Waiter, [ms, limit]: Delay, nowMs: number): void {
    if (ms < reportedWaitMs || nowMs - this.#reportedMs < reportEveryMs) return;
    this.#reportedMs = nowMs;
    waiter.onEvent?.({ type: "limit-waited", limit, delayMs: Math.round(ms) });
  }

  #permit(nowMs: number, cost: Cost): Permit {
    this.#pacer.take(nowMs);
    const entries = {
      hour: this.#hour.add(nowMs, 1),
      input: this.#input.add(nowMs, cost.inputTokens),
      output: this.#output.add(nowMs, cost.outputTokens),
    };
    return {
      admitted: (used = {}) => {
        this.#pauseMs = firstPauseMs;
        this.#pacer.admitted(this.#clock.now());
        if (used.inputTokens !== undefined) entries.input.correct(used.inputTokens);
        if (used.outputTokens !== undefined) entries.output.correct(used.outputTokens);
        if (this.#queues.size > 0) this.#pump();
      },
      refused: (refusal) => {
        for (const entry of Object.values(entries)) entry.correct(0);
        this.#learn(refusal, cost);
        if (this.#queues.size > 0) this.#pump();
      },
    };
  }

  #learn({ kind, limit, retryAfterMs }: Refusal, cost: Cost): void {
    const nowMs = this.#clock.now();
    if (kind === "queries-per-second" || (kind === null && (retryAfterMs ?? 0) <= 2000)) {
      this.#pacer.refused(nowMs, limit);
      return;
    }
    if (kind !== null) {
      const { window, need } = this.#windowOf(kind, cost);
      if (limit !== null) window.limit = limit;
      // The limit is unknown: the admitted rate of the last span is the best estimate.
      else if (window.limit === null && window.sum(nowMs) > 0) window.limit = Math.max(need, window.sum(nowMs));
    }
    // A window that is used up refuses everyone alike, so everyone waits.
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, nowMs + (retryAfterMs ?? this.#pauseMs));
    this.#pauseMs = Math.min(maxPauseMs, this.#pauseMs * 2);
  }

  #windowOf(
    kind: Exclude<LimitKind, "queries-per-second">,
    cost: Cost,
  ): { readonly window: SlidingWindow; readonly need: number } {
    if (kind === "queries-per-hour") return { window: this.#hour, need: 1 };
    if (kind === "input-tokens-per-minute") return { window: this.#input, need: cost.inputTokens };
    return { window: this.#output, need: cost.outputTokens };
  }
}
