/** Admits work up to a bound and lets the rest wait its turn: how a stream keeps its memory bounded. */
export class Gate {
  readonly #capacity: number;
  readonly #onBlocked: () => void;
  #held = 0;
  #queue: { readonly weight: number; readonly open: () => void }[] = [];

  /** @param onBlocked - called when a caller has to wait, so that pending work can be flushed */
  constructor(capacity: number, onBlocked: () => void) {
    this.#capacity = capacity;
    this.#onBlocked = onBlocked;
  }

  /** Resolves when there is room for `weight`; something heavier than the capacity passes alone. */
  async enter(weight: number): Promise<void> {
    if (this.#queue.length === 0 && this.#fits(weight)) {
      this.#held += weight;
      return;
    }
    await new Promise<void>((open) => {
      this.#queue.push({ weight, open });
      this.#onBlocked();
    });
  }

  /** Whether somebody waits. */
  get blocked(): boolean {
    return this.#queue.length > 0;
  }

  leave(weight: number): void {
    this.#held -= weight;
    while (this.#queue.length > 0 && this.#fits(this.#queue[0]!.weight)) {
      const { weight: next, open } = this.#queue.shift()!;
      this.#held += next;
      open();
    }
  }

  #fits(weight: number): boolean {
    return this.#held === 0 || this.#held + weight <= this.#capacity;
  }
}
