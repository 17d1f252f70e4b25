import { AsyncLocalStorage } from "node:async_hooks";
import type { OnEvent } from "@ragstone/core";

/**
 * Events of one instance, for its listener and for the call that each event belongs to. Providers are shared by all calls and
 * know one listener; the asynchronous context says which call they work for.
 */
export class CallEvents {
  readonly #calls = new AsyncLocalStorage<OnEvent>();
  readonly #all: OnEvent | undefined;

  constructor(all: OnEvent | undefined) {
    this.#all = all;
  }

  readonly emit: OnEvent = (event) => {
    this.#all?.(event);
    const own = this.#calls.getStore();
    if (own !== this.#all) own?.(event);
  };

  /** A listener that also tells `listener`, once where it is the instance's own. */
  with(listener: OnEvent | undefined): OnEvent {
    if (listener === undefined || listener === this.#all) return this.emit;
    return (event) => {
      this.emit(event);
      listener(event);
    };
  }

  /** The parts of a call whose events `listener` gets as well. */
  async *during<T>(listener: OnEvent | undefined, parts: () => AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
    if (listener === undefined) return yield* parts();
    const iterator = this.#calls.run(listener, () => parts()[Symbol.asyncIterator]());
    try {
      // A generator runs in the context of the code that asks for its next part.
      for (;;) {
        const next = await this.#calls.run(listener, () => iterator.next());
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await this.#calls.run(listener, () => iterator.return?.());
    }
  }
}
