/** Keeps the `k` best values offered: a heap with the worst one on top. */
export class TopK {
  readonly #scores: Float64Array;
  readonly #ids: Int32Array;
  #size = 0;

  constructor(k: number) {
    this.#scores = new Float64Array(k);
    this.#ids = new Int32Array(k);
  }

  /** Scores at or below cannot get in. */
  get least(): number {
    return this.#size < this.#scores.length ? -Infinity : this.#scores[0]!;
  }

  offer(id: number, score: number): void {
    if (this.#size < this.#scores.length) this.#up(this.#size++, id, score);
    else if (score > this.#scores[0]!) this.#down(id, score);
  }

  /** Ids in no order. */
  ids(): number[] {
    return [...this.#ids.subarray(0, this.#size)];
  }

  #up(from: number, id: number, score: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#scores[parent]! <= score) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#scores[at] = score;
    this.#ids[at] = id;
  }

  #down(id: number, score: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#scores[child + 1]! < this.#scores[child]!) child += 1;
      if (this.#scores[child]! >= score) break;
      this.#move(child, at);
      at = child;
    }
    this.#scores[at] = score;
    this.#ids[at] = id;
  }

  #move(from: number, to: number): void {
    this.#scores[to] = this.#scores[from]!;
    this.#ids[to] = this.#ids[from]!;
  }
}
