import type { OnEvent, RagstoneEvent } from "@ragstone/core";

const settling: ReadonlySet<RagstoneEvent["type"]> = new Set([
  "document-indexed",
  "document-unchanged",
  "document-moved",
  "document-failed",
]);

/** Work on an index that continues while calls are answered, with its progress. */
export class BackgroundRun<T> {
  readonly #controller = new AbortController();
  readonly #listeners = new Set<() => void>();
  /** Rejects as the work does; handled even if nobody waits. */
  readonly result: Promise<T>;
  #done = 0;
  #total: number | null = null;
  #ended = false;

  constructor(work: (options: { readonly signal: AbortSignal; readonly onEvent: OnEvent }) => Promise<T>) {
    this.result = work({ signal: this.#controller.signal, onEvent: this.#onEvent }).finally(() => {
      this.#ended = true;
    });
    this.result.catch(() => {});
  }

  get done(): number {
    return this.#done;
  }

  /** `null` until the folder is walked. */
  get total(): number | null {
    return this.#total;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Calls the listener after each document. @returns a function that stops the calls */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stops the work; committed documents stay. Resolves when it has ended. */
  async stop(): Promise<void> {
    this.#controller.abort();
    await this.result.catch(() => {});
  }

  readonly #onEvent: OnEvent = (event) => {
    if (event.type === "walk-ended") this.#total = event.files;
    if (!settling.has(event.type)) return;
    this.#done += 1;
    for (const listener of this.#listeners) listener();
  };
}
