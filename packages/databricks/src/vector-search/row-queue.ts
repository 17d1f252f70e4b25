import pLimit from "p-limit";
import type { Row } from "./cells.js";

/** Requests in flight at once. */
const concurrency = 4;

interface Waiting {
  readonly rows: readonly Row[];
  readonly settle: (sent: Promise<void>) => void;
}

/**
 * Sends rows of several callers together: those that come while others are on their way wait and share requests. A
 * request that fails is sent again for each caller alone, so that the rows of one do not fail another.
 */
export class RowQueue {
  readonly #send: (rows: readonly Row[]) => Promise<void>;
  readonly #limit = pLimit(concurrency);
  #waiting: Waiting[] = [];

  constructor(send: (rows: readonly Row[]) => Promise<void>) {
    this.#send = send;
  }

  add(rows: readonly Row[]): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ rows, settle: resolve });
      void this.#limit(() => this.#flush());
    });
  }

  async #flush(): Promise<void> {
    const taken = this.#waiting;
    this.#waiting = [];
    if (taken.length === 0) return;
    const together = this.#send(taken.flatMap(({ rows }) => rows));
    const isSent = await together.then(
      () => true,
      () => false,
    );
    if (isSent || taken.length === 1) for (const { settle } of taken) settle(together);
    else
      for (const { rows, settle } of taken) {
        const alone = this.#send(rows);
        settle(alone);
        await alone.catch(() => {});
      }
  }
}
