import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { linkSignals } from "@ragstone/core";
import { RequestError } from "./request-error.js";

/** Writes server-sent events. */
export interface EventStream {
  /** Resolves when the reader has room for more. */
  send(data: unknown, event?: string): Promise<void>;
  /** As {@link EventStream.send}, of a line that is no JSON, such as OpenAI's `[DONE]`. */
  sendText(data: string): Promise<void>;
  /** Sends at once, whether the signal has fired or not, unless the reader left or is behind. */
  sendNow(data: unknown, event?: string): void;
}

export interface EventStreamOptions {
  readonly outgoing: ServerResponse;
  readonly signal: AbortSignal;
  /** How long a reader may take none of what is written to it. */
  readonly stalledMs: number;
}

/** Begins the response. What a slow reader has not taken is not kept in memory: the writer waits for it. */
export function openEventStream({ outgoing, signal, stalledMs }: EventStreamOptions): EventStream {
  outgoing.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-accel-buffering": "no",
  });
  outgoing.flushHeaders();
  async function write(text: string): Promise<void> {
    signal.throwIfAborted();
    if (outgoing.write(text)) return;
    using waiting = linkSignals([signal], stalledMs);
    try {
      await once(outgoing, "drain", { signal: waiting.signal });
    } catch (error) {
      outgoing.destroy();
      if (signal.aborted || !waiting.signal.aborted) throw error;
      throw new RequestError(408, "reader-stalled", `The reader took nothing for ${stalledMs} ms.`, {
        hint: "Read the stream as it comes.",
      });
    }
  }
  return {
    send: (data, event) => write(format(data, event)),
    sendText: (data) => write(`data: ${data}\n\n`),
    sendNow(data, event) {
      if (!outgoing.destroyed && !outgoing.writableNeedDrain) outgoing.write(format(data, event));
    },
  };
}

function format(data: unknown, event: string | undefined): string {
  return `${event === undefined ? "" : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`;
}
