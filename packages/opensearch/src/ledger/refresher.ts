import type { Connection } from "../connection/connection.js";
import { refusal } from "../connection/failure-of.js";
import type { LedgerState } from "./state.js";

/** Lets searches find what was committed: OpenSearch finds documents from the next refresh on. */
export class Refresher {
  readonly #connection: Connection;
  #refreshed = "";
  #running: Promise<void> | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Resolves when searches find everything of a state that was read before. */
  async upTo(state: LedgerState): Promise<void> {
    const wanted = `${state.indices.chunks} ${state.changes}`;
    while (this.#refreshed !== wanted) {
      if (this.#running !== null) {
        // It may have begun before the commit.
        await this.#running.catch(() => {});
        continue;
      }
      this.#running = this.#refresh(state);
      try {
        await this.#running;
        this.#refreshed = wanted;
        return;
      } finally {
        this.#running = null;
      }
    }
  }

  async #refresh({ indices }: LedgerState): Promise<void> {
    const index = Object.values(indices).join(",");
    await this.#connection.retrying(async () => {
      const { _shards } = await this.#connection.call<{ _shards: { readonly failed: number } }>({
        method: "POST",
        path: `/${index}/_refresh`,
      });
      if (_shards.failed > 0) throw refusal({ status: 503, error: { type: "refresh", reason: "some shards failed" } });
    });
  }
}
