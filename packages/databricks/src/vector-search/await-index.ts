import type { OnEvent } from "@ragstone/core";
import { sleep } from "../requests/sleep.js";
import type { VectorClient } from "./vector-client.js";
import { notReady } from "./vector-error.js";

export interface ReadyTimes {
  /** Longest wait for a new index. @defaultValue 1800000 */
  readonly readyTimeoutMs?: number | undefined;
  /** First pause between two looks. @defaultValue 2000 */
  readonly readyPollMs?: number | undefined;
}

const maxPollMs = 20_000;

/**
 * Waits until an index is ready, telling so each time it looks.
 *
 * @throws {@link RemoteError} `endpoint-not-ready` when the time is up
 */
export async function awaitIndex(
  client: VectorClient,
  { readyTimeoutMs = 30 * 60_000, readyPollMs = 2000 }: ReadyTimes,
  onEvent?: OnEvent,
): Promise<void> {
  let waitedMs = 0;
  for (let delayMs = readyPollMs; ; delayMs = Math.min(maxPollMs, delayMs * 1.5)) {
    const facts = await client.describe();
    if (facts?.ready === true) return;
    if (waitedMs + delayMs > readyTimeoutMs)
      throw notReady(client.name, `it has been waited for ${Math.round(waitedMs / 1000)} s. ${facts?.message ?? ""}`);
    onEvent?.({
      type: "endpoint-waited",
      endpoint: client.name,
      delayMs: Math.round(delayMs),
      reason: "it is being provisioned",
    });
    await sleep(delayMs);
    waitedMs += delayMs;
  }
}
