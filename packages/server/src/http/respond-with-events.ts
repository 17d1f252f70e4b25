import type { IncomingMessage, ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { linkSignals } from "@ragstone/core";
import { failureOf } from "@ragstone/engine/internal";
import { errorJson } from "./error-json.js";
import { openEventStream, type EventStream } from "./event-stream.js";
import { readerSignal } from "./reader-signal.js";

/** A request's two ends, as Node has them. */
export interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

export interface EventResponse {
  /** Until the end of the whole stream. */
  readonly deadlineMs: number;
  readonly stalledMs: number;
  /** Ends all streams when the server stops. */
  readonly stopping: AbortSignal;
  /** @defaultValue an `error` event with the error's JSON */
  readonly fail?: (events: EventStream, error: unknown) => void;
}

/**
 * Answers with events until `write` is done. Its signal fires when the reader leaves, the deadline passes or the server
 * stops. An error is the last event.
 */
export async function respondWithEvents(
  { incoming, outgoing }: Exchange,
  { deadlineMs, stalledMs, stopping, fail = sendError }: EventResponse,
  write: (events: EventStream, signal: AbortSignal) => Promise<void>,
): Promise<Response> {
  using reader = readerSignal(incoming, outgoing);
  using linked = linkSignals([reader.signal, stopping], deadlineMs);
  const { signal } = linked;
  const events = openEventStream({ outgoing, signal, stalledMs });
  try {
    await write(events, signal);
  } catch (error) {
    if (!reader.signal.aborted) fail(events, error);
  }
  if (reader.signal.aborted) outgoing.destroy();
  else outgoing.end();
  return RESPONSE_ALREADY_SENT;
}

function sendError(events: EventStream, error: unknown): void {
  events.sendNow(errorJson(failureOf(error)), "error");
}
