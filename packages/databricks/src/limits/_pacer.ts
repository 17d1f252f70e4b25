/** How far it may lag behind its pace and still catch up: as much as a busy machine delays timers, within the second that servers count over. */
const catchUpMs = 500;
/** Outcomes needed before the pace is judged. */
const judgedOutcomes = 20;
const judgedMs = 1000;
/** Above this share of refusals the pace is wrong, not merely unlucky. */
const wrongShare = 0.1;
const minRate = 0.2;
/** Growth of a lowered pace, a judgement: it finds a raised limit again in minutes, and overshoots by less than `wrongShare` a step. */
const growth = 1.03;

/**
 * Spaces requests evenly at a rate a second, so that a server that counts by second sees no burst at its edge. The rate is
 * the known limit; where the server refuses more than a few, it falls to what was admitted, and grows back step by step.
 */
export class Pacer {
  #rate: number;
  #ceiling: number;
  #nextMs = -Infinity;
  #admitted: number[] = [];
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
    if (this.#rate === Infinity) return;
    this.#nextMs = Math.max(this.#nextMs, nowMs - catchUpMs) + 1000 / this.#rate;
  }

  admitted(nowMs: number): void {
    this.#admittedCount += 1;
    this.#admitted.push(nowMs);
    if (this.#admitted.length > 2000) this.#admitted.splice(0, 1000);
    if (this.#rate < this.#ceiling && this.#judged(nowMs)) {
      if (this.#refusedCount === 0) this.#rate = Math.min(this.#ceiling, this.#rate * growth);
      this.#restart(nowMs);
    }
  }

  /** @param limit - what the server says its limit is, where it does */
  refused(nowMs: number, limit: number | null): void {
    this.#refusedCount += 1;
    if (limit !== null) {
      this.#ceiling = limit;
      if (this.#rate > limit) this.#lower(nowMs, limit);
      return;
    }
    if (this.#rate === Infinity) {
      this.#lower(nowMs, Math.max(1, this.#admitted.filter((atMs) => atMs > nowMs - 1000).length));
      return;
    }
    if (!this.#judged(nowMs)) return;
    const seconds = (nowMs - (this.#sinceMs ?? nowMs)) / 1000;
    if (this.#refusedCount / (this.#refusedCount + this.#admittedCount) > wrongShare) this.#lower(nowMs, this.#admittedCount / seconds);
    else this.#restart(nowMs);
  }

  #judged(nowMs: number): boolean {
    return this.#admittedCount + this.#refusedCount >= judgedOutcomes && nowMs - (this.#sinceMs ?? nowMs) >= judgedMs;
  }

  #lower(nowMs: number, rate: number): void {
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
