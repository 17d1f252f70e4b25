/**
 * How far it may lag behind its pace and still catch up: as much as a busy machine delays timers, within the second
 * that servers count over.
 */
const catchUpMs = 500;
/** Outcomes and time needed before the pace is judged. */
const judgedOutcomes = 10;
const judgedMs = 1000;
/** Above this share of refusals the pace is wrong, not merely unlucky. */
const wrongShare = 0.1;
const minRate = 0.2;
/**
 * Steps by which a lowered pace grows while nothing is refused: large until it was too fast, then finer each time, and
 * slowly larger again, so that it hovers at the limit and still detects a raised one. Judgements, tried against token
 * buckets of 5 to 150 per second.
 */
const largestGrowth = 0.25;
const smallestGrowth = 0.03;
const growthRegain = 1.1;

/**
 * Spaces requests evenly at a rate per second, so that a server that counts by second sees no burst at its edge. The
 * rate is the known limit; if the server refuses more than a few, it falls to the admitted rate, and grows back step by
 * step.
 */
export class Pacer {
  #rate: number;
  #ceiling: number;
  #nextMs = -Infinity;
  #growth = largestGrowth;
  /** Sent in the last second, while no pace is known. */
  #taken: number[] = [];
  #admittedCount = 0;
  #refusedCount = 0;
  #sinceMs: number | null = null;

  /** @param limit - requests a second, `null` for none known */
  constructor(limit: number | null) {
    this.#ceiling = limit ?? Infinity;
    this.#rate = this.#ceiling;
  }

  get rate(): number {
    return this.#rate;
  }

  delayMs(nowMs: number): number {
    return this.#rate === Infinity ? 0 : Math.max(0, this.#nextMs - nowMs);
  }

  take(nowMs: number): void {
    this.#sinceMs ??= nowMs;
    if (this.#rate === Infinity) {
      this.#taken.push(nowMs);
      if (this.#taken.length > 2000) this.#taken.splice(0, 1000);
      return;
    }
    this.#nextMs = Math.max(this.#nextMs, nowMs - catchUpMs) + 1000 / this.#rate;
  }

  admitted(nowMs: number): void {
    this.#admittedCount += 1;
    this.#judge(nowMs);
  }

  /** @param limit - the limit that the server reports, if it does */
  refused(nowMs: number, limit: number | null): void {
    this.#refusedCount += 1;
    if (limit !== null) {
      this.#ceiling = limit;
      if (this.#rate > limit) this.#lower(nowMs, limit);
    } else if (this.#rate === Infinity) {
      // Some of these will be refused as well: the next judgement tells.
      this.#lower(nowMs, Math.max(1, this.#taken.filter((atMs) => atMs > nowMs - 1000).length));
    } else this.#judge(nowMs);
  }

  #judge(nowMs: number): void {
    const elapsedMs = nowMs - (this.#sinceMs ?? nowMs);
    if (this.#rate === Infinity || elapsedMs < judgedMs) return;
    const outcomes = this.#admittedCount + this.#refusedCount;
    if (this.#refusedCount === 0) {
      // Slow paces would take long to gather outcomes; a second's worth without a refusal is enough to try a step.
      if (outcomes < Math.min(judgedOutcomes, Math.max(2, this.#rate))) return;
      this.#rate = Math.min(this.#ceiling, this.#rate * (1 + this.#growth));
      this.#growth = Math.min(largestGrowth, this.#growth * growthRegain);
    } else {
      if (outcomes < judgedOutcomes) return;
      if (this.#refusedCount / outcomes > wrongShare) this.#lower(nowMs, (this.#admittedCount * 1000) / elapsedMs);
    }
    this.#restart(nowMs);
  }

  #lower(nowMs: number, rate: number): void {
    if (this.#rate !== Infinity) this.#growth = Math.max(smallestGrowth, this.#growth / 2);
    this.#rate = Math.max(minRate, Math.min(rate, this.#rate));
    this.#nextMs = Math.min(this.#nextMs, nowMs) + 1000 / this.#rate;
    if (this.#nextMs < nowMs) this.#nextMs = nowMs;
    this.#restart(nowMs);
  }

  #restart(nowMs: number): void {
    this.#sinceMs = nowMs;
    this.#admittedCount = 0;
    this.#refusedCount = 0;
  }
}
