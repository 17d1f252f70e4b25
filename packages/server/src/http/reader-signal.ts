import type { IncomingMessage, ServerResponse } from "node:http";

/** Whether the reader of a response still listens. */
export interface ReaderSignal {
  /** Fires as soon as the reader leaves, also when it only closes its half of the connection. */
  readonly signal: AbortSignal;
  /** Fires the signal for another reason. */
  abort(reason: Error): void;
  /** Ends the listening; the connection may serve another request. */
  [Symbol.dispose](): void;
}

/**
 * Follows the reader of a response. `close` of the response alone comes late: a reader that ended its half of the
 * connection and reads no more keeps it open until everything is flushed.
 */
export function readerSignal(incoming: IncomingMessage, outgoing: ServerResponse): ReaderSignal {
  const controller = new AbortController();
  const { socket } = incoming;
  const left = () => controller.abort(new DOMException("The reader left.", "AbortError"));
  const closed = () => {
    if (!outgoing.writableFinished) left();
  };
  outgoing.on("close", closed);
  socket.on("end", left);
  if (socket.destroyed || socket.readableEnded) left();
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    [Symbol.dispose]() {
      outgoing.off("close", closed);
      socket.off("end", left);
    },
  };
}
