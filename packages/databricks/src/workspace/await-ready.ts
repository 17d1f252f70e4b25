import { isRagstoneError, RemoteError, type OnEvent } from "@ragstone/core";
import { sleep } from "../requests/sleep.js";
import type { Readiness } from "../transport/exchange.js";
import type { EndpointFacts } from "./endpoint-facts.js";

/** Longest pause between two looks. */
const maxPollMs = 30_000;

/**
 * Waits until a provisioned endpoint is up, telling so each time it looks.
 *
 * @returns `waited`: it was not ready and is by now; `ready`: it was all along; `unknown`: it may not be looked at
 * @throws {@link RemoteError} `endpoint-not-ready` when the time is up, `endpoint-missing` when it does not exist
 */
export async function awaitReady({
  endpoint,
  look,
  timeoutMs,
  pollMs,
  signal,
  onEvent,
}: {
  readonly endpoint: string;
  readonly look: () => Promise<EndpointFacts | null>;
  readonly timeoutMs: number;
  readonly pollMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: OnEvent | undefined;
}): Promise<Readiness> {
  let waitedMs = 0;
  for (let delayMs = pollMs; ; delayMs = Math.min(maxPollMs, delayMs * 1.5)) {
    const facts = await lookSafely(look);
    if (facts === null || facts.ready) return waitedMs > 0 ? "waited" : facts === null ? "unknown" : "ready";
    if (waitedMs + delayMs > timeoutMs) {
      throw new RemoteError(
        "endpoint-not-ready",
        `${endpoint} is not ready after ${Math.round(waitedMs / 1000)} s (update: ${facts.update ?? "unknown"}).`,
        {
          hint: "Look at it on the Serving page of the workspace, or allow more time with readyTimeoutMs.",
          data: { endpoint, waitedMs, update: facts.update },
        },
      );
    }
    onEvent?.({
      type: "endpoint-waited",
      endpoint,
      delayMs: Math.round(delayMs),
      reason: facts.update === "IN_PROGRESS" ? "its configuration is being updated" : "it is scaling up",
    });
    await sleep(delayMs, signal);
    waitedMs += delayMs;
  }
}

/** A user who may query an endpoint may not always be allowed to read its description: then its state is unknown. */
async function lookSafely(look: () => Promise<EndpointFacts | null>): Promise<EndpointFacts | null> {
  try {
    return await look();
  } catch (error) {
    if (isRagstoneError(error) && error.code === "permission-denied") return null;
    throw error;
  }
}
