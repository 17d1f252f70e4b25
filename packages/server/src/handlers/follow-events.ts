import { errorJson } from "../http/error-json.js";
import { respondWithEvents } from "../http/respond-with-events.js";
import type { CollectionEvent } from "../collections/collection-events.js";
import type { Handler } from "./call.js";

/** A day: the page opens the stream again. */
const deadlineMs = 24 * 60 * 60 * 1000;

/** Events that wait for a slow reader; more are dropped, because `changed` says all that matters. */
const waitingEvents = 100;

export const followEvents: Handler<"events"> = async ({ collection, exchange, server }) =>
  respondWithEvents(
    exchange,
    { ...server.limits, deadlineMs, stopping: server.stopping },
    (stream, signal) =>
      new Promise((_resolve, reject) => {
        let waiting = 0;
        let sent = Promise.resolve();
        const stop = collection.events.listen((happened) => {
          const message = messageOf(happened);
          if (message === null || waiting >= waitingEvents) return;
          waiting += 1;
          sent = sent.then(() => stream.send(message.data, message.name)).finally(() => (waiting -= 1));
          sent.catch(reject);
        });
        signal.addEventListener("abort", () => {
          stop();
          reject(signal.reason as Error);
        });
      }),
  );

function messageOf(happened: CollectionEvent): { readonly name: string; readonly data: unknown } | null {
  if (happened.type === "progress") return { name: "progress", data: happened.event };
  if (happened.type === "failed") return { name: "failed", data: errorJson(happened.error).error };
  const { indexed, moved, removed } = happened.report.documents;
  return indexed + moved + removed === 0 ? null : { name: "changed", data: happened.report };
}
