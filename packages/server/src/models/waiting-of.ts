import type { OnEvent, RagstoneEvent } from "@ragstone/core";

/** What a call waits for, for a person. */
export interface Waiting {
  readonly message: string;
  readonly delayMs: number;
}

/** Passes on the events of a call that make its caller wait. */
export function waitingOf(report: (waiting: Waiting) => void): OnEvent {
  return (event) => {
    const message = messageOf(event);
    if (message !== null && "delayMs" in event) report({ message, delayMs: event.delayMs });
  };
}

function messageOf(event: RagstoneEvent): string | null {
  switch (event.type) {
    case "limit-waited":
      return `Waiting ${seconds(event.delayMs)} for the limit of ${event.limit}.`;
    case "endpoint-waited":
      return `Waiting ${seconds(event.delayMs)} for the endpoint ${event.endpoint}: ${event.reason}.`;
    case "request-retried":
      return `Trying again in ${seconds(event.delayMs)}: ${event.reason}.`;
    default:
      return null;
  }
}

function seconds(ms: number): string {
  return `${Math.max(1, Math.round(ms / 1000))} s`;
}
