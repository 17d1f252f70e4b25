import { retryDelayMs } from "@ragstone/core";
import { Client, errors } from "@opensearch-project/opensearch";
import { credentialsOf } from "./credentials.js";
import { failureOf, isTransient, isUnreachable } from "./failure-of.js";
import type { OpenSearchPlace } from "./parse-url.js";

/** A request in the terms of OpenSearch's REST API. */
export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "DELETE" | "HEAD";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: object;
  /** Lines of JSON instead of a body. */
  readonly lines?: string;
  readonly signal?: AbortSignal | undefined;
  /** @defaultValue 60000 */
  readonly timeoutMs?: number;
}

/** Time for which a question waits for a cluster that went away, and a run. */
const readerPatienceMs = 20_000;
const writerPatienceMs = 120_000;
const retryPolicy = { initialDelayMs: 50, maxDelayMs: 2000, maxAttempts: 200 };

/** The cluster of one index. Connects with the first call. */
export class Connection {
  readonly #place: OpenSearchPlace;
  #client: Client | null = null;
  /** Whether the cluster has answered: one that never did is not waited for. */
  #hasAnswered = false;
  #patienceMs = readerPatienceMs;

  constructor(place: OpenSearchPlace) {
    this.#place = place;
  }

  /** Waits longer for a cluster that went away, as a run does that has work to lose. */
  bePatient(): void {
    this.#patienceMs = writerPatienceMs;
  }

  /** The body of the answer. Sent again after an error that may pass, so it must be safe to repeat. */
  async call<T>(call: Call): Promise<T> {
    return this.retrying(() => this.#send<T>(call), call.signal);
  }

  /** As {@link Connection.call}, `null` for an answer that says that nothing is there. */
  async find<T>(call: Call): Promise<T | null> {
    return this.retrying(
      () =>
        this.#send<T>(call).catch((error: unknown) => {
          if (error instanceof errors.ResponseError && error.statusCode === 404) return null;
          throw error;
        }),
      call.signal,
    );
  }

  /** Runs `use` again while it throws errors that may pass, as far as patience goes. */
  async retrying<T>(use: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const since = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      signal?.throwIfAborted();
      try {
        const result = await use();
        this.#hasAnswered = true;
        return result;
      } catch (error) {
        signal?.throwIfAborted();
        const isWaitedFor = isTransient(error) && (this.#hasAnswered || !isUnreachable(error));
        const state = { attempt, spentMs: performance.now() - since, random: Math.random() };
        const delay = isWaitedFor ? retryDelayMs({ ...retryPolicy, budgetMs: this.#patienceMs }, state) : null;
        if (delay === null) throw failureOf(error, this.#place.name);
        await sleep(delay, signal);
      }
    }
  }

  async end(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    await client?.close();
  }

  async #send<T>({ method, path, query = {}, body, lines, signal, timeoutMs = 60_000 }: Call): Promise<T> {
    this.#client ??= this.#newClient();
    const content = lines === undefined ? { body } : { bulkBody: lines };
    // Another node answers in place of one that has just gone away.
    const sent = this.#client.transport.request(
      { method, path, querystring: query, ...content },
      { requestTimeout: timeoutMs, maxRetries: this.#place.nodes.length },
    ) as unknown as Promise<{ readonly body: T }> & { abort?: () => void };
    const abort = (): void => sent.abort?.();
    signal?.addEventListener("abort", abort, { once: true });
    try {
      return (await sent).body;
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  #newClient(): Client {
    const { nodes } = this.#place;
    const auth = credentialsOf(this.#place);
    return new Client({ nodes: [...nodes], ...(auth === null ? {} : { auth }), maxRetries: nodes.length });
  }
}

async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}
