import { Gate } from "./gate.js";

/** Characters of documents that may wait for their vectors or their commit. */
const maxPendingCharacters = 16_000_000;

/**
 * Documents on their way into the index. Bounds what waits in memory, and has a batch that is not full sent on when
 * nothing would fill it any more: at the end, or when no document may enter before another has left.
 */
export class PendingWrites {
  readonly #flush: () => void;
  readonly #gate: Gate;
  readonly #writing = new Set<Promise<void>>();
  /** Documents whose texts are not all in the queue yet. */
  #unqueued = 0;
  #ending = false;

  constructor(flush: () => void, capacity = maxPendingCharacters) {
    this.#flush = flush;
    this.#gate = new Gate(capacity, () => this.#moveOn());
  }

  /** Resolves when there is room for a document of so many characters. */
  enter(weight: number): Promise<void> {
    return this.#gate.enter(weight);
  }

  /**
   * Begins to write a document that has entered.
   *
   * @param write - never rejects; calls `onQueued` when all it wants embedded waits in the queue
   */
  start(weight: number, write: (onQueued: () => void) => Promise<void>): void {
    this.#unqueued += 1;
    let queued = false;
    const onQueued = () => {
      if (queued) return;
      queued = true;
      this.#unqueued -= 1;
      this.#moveOn();
    };
    const written = write(onQueued).finally(() => {
      this.#writing.delete(written);
      this.#gate.leave(weight);
      onQueued();
    });
    this.#writing.add(written);
  }

  /** Resolves when everything begun is written. Nothing may be begun meanwhile. */
  async drain(): Promise<void> {
    this.#ending = true;
    this.#moveOn();
    await Promise.all(this.#writing);
    this.#ending = false;
  }

  #moveOn(): void {
    if (this.#unqueued === 0 && (this.#ending || this.#gate.blocked)) this.#flush();
  }
}
