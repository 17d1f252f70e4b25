interface Bucket {
  /** When its last entry came. */
  lastMs: number;
  readonly firstMs: number;
  amount: number;
}

/** An amount that was put in a window and can be corrected later. */
export interface WindowEntry {
  /** Replaces the amount. */
  correct(amount: number): void;
}

/**
 * Amounts of the last `spanMs`, in at most `buckets` parts. The sum over any span of that length stays within the
 * limit, which is admissible to servers that count by sliding window, by calendar window or by token bucket alike.
 */
export class SlidingWindow {
  limit: number | null;
  readonly #spanMs: number;
  readonly #grainMs: number;
  #buckets: Bucket[] = [];
  #sum = 0;

  constructor(limit: number | null, spanMs: number, buckets = 600) {
    this.limit = limit;
    this.#spanMs = spanMs;
    this.#grainMs = spanMs / buckets;
  }

  /** Amount of the last `spanMs`. */
  sum(nowMs: number): number {
    this.#expire(nowMs);
    return this.#sum;
  }

  /**
   * How long until `amount` fits; 0 when it does. An amount above the limit waits for an empty window: the server
   * decides.
   */
  delayMs(nowMs: number, amount: number): number {
    if (this.limit === null) return 0;
    this.#expire(nowMs);
    const over = this.#sum + Math.min(amount, this.limit) - this.limit;
    if (over <= 0) return 0;
    let freed = 0;
    for (const bucket of this.#buckets) {
      freed += bucket.amount;
      if (freed >= over) return Math.max(1, bucket.lastMs + this.#spanMs - nowMs);
    }
    return 0;
  }

  add(nowMs: number, amount: number): WindowEntry {
    let bucket = this.#buckets.at(-1);
    if (bucket === undefined || nowMs - bucket.firstMs >= this.#grainMs) {
      bucket = { firstMs: nowMs, lastMs: nowMs, amount: 0 };
      this.#buckets.push(bucket);
    }
    bucket.lastMs = nowMs;
    bucket.amount += amount;
    this.#sum += amount;
    let held = amount;
    const into = bucket;
    return {
      correct: (actual) => {
        into.amount += actual - held;
        if (this.#buckets.includes(into)) this.#sum += actual - held;
        held = actual;
      },
    };
  }

  #expire(nowMs: number): void {
    let gone = 0;
    while (gone < this.#buckets.length && this.#buckets[gone]!.lastMs + this.#spanMs <= nowMs) {
      this.#sum -= this.#buckets[gone]!.amount;
      gone += 1;
    }
    if (gone > 0) this.#buckets.splice(0, gone);
    if (this.#buckets.length === 0) this.#sum = 0;
  }
}
