/** Runs work one piece after another, in the order in which it was added. */
export class SerialQueue {
  #tail: Promise<unknown> = Promise.resolve();
  #length = 0;

  /** Pieces that wait or run. */
  get length(): number {
    return this.#length;
  }

  /**
   * Runs `work` when everything that was added before it has ended, whether it succeeded or failed.
   *
   * @param options.signal - while the work waits, an abort removes it from the queue; once it runs, the abort is its own
   * business
   * @throws the signal's reason if it aborts while the work waits
   */
  run<T>(work: () => Promise<T>, { signal }: { readonly signal?: AbortSignal | undefined } = {}): Promise<T> {
    const waits = this.#length > 0;
    this.#length += 1;
    return new Promise<T>((resolve, reject) => {
      const end = (settle: () => void): void => {
        this.#length -= 1;
        settle();
      };
      const leave = (): void => reject(signal?.reason as Error);
      const hasLeft = (): boolean => waits && signal?.aborted === true;
      if (hasLeft()) leave();
      if (waits) signal?.addEventListener("abort", leave, { once: true });
      this.#tail = this.#tail.then(() => {
        signal?.removeEventListener("abort", leave);
        if (hasLeft()) return end(leave);
        return new Promise<T>((start) => start(work())).then(
          (value) => end(() => resolve(value)),
          (error: unknown) => end(() => reject(error)),
        );
      });
    });
  }
}
