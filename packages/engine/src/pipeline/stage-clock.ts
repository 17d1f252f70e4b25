export type Stage = "read" | "parse" | "chunk" | "embed" | "write";

/**
 * Splits the time of a run among its stages. A stage's time is the time during which at least one document was in it.
 * Reading and parsing wait for other threads, so the time that this thread spends on chunking and writing is not
 * counted for them.
 */
export class StageClock {
  readonly #clock: () => number;
  readonly #spentMs: Record<Stage, number> = { read: 0, parse: 0, chunk: 0, embed: 0, write: 0 };
  readonly #active: Record<Stage, { count: number; sinceMs: number }> = {
    read: { count: 0, sinceMs: 0 },
    parse: { count: 0, sinceMs: 0 },
    chunk: { count: 0, sinceMs: 0 },
    embed: { count: 0, sinceMs: 0 },
    write: { count: 0, sinceMs: 0 },
  };

  /** @param clock - milliseconds from any start */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /** Runs work that belongs to a stage. */
  async run<T>(stage: Stage, work: () => T | Promise<T>): Promise<T> {
    const active = this.#active[stage];
    if (active.count === 0) active.sinceMs = this.#now(stage);
    active.count += 1;
    try {
      return await work();
    } finally {
      active.count -= 1;
      if (active.count === 0) this.#spentMs[stage] += this.#now(stage) - active.sinceMs;
    }
  }

  times(): Readonly<Record<Stage, number>> {
    return this.#spentMs;
  }

  /** Time as the stage sees it. */
  #now(stage: Stage): number {
    const now = this.#clock();
    return stage === "read" || stage === "parse" ? now - this.#held(now) : now;
  }

  /** Time that stages running on this thread have used. */
  #held(now: number): number {
    let held = 0;
    for (const stage of ["chunk", "embed", "write"] as const) {
      const { count, sinceMs } = this.#active[stage];
      held += this.#spentMs[stage] + (count > 0 ? now - sinceMs : 0);
    }
    return held;
  }
}
