import { failureOf } from "@ragstone/engine/internal";
import { newProgress } from "../collections/run-progress.js";
import { trackRuns } from "../collections/track-runs.js";
import { RequestError } from "../http/request-error.js";
import { respondWithEvents } from "../http/respond-with-events.js";
import type { Handler } from "./call.js";

/** A day: the run of a large folder may take hours. */
const deadlineMs = 24 * 60 * 60 * 1000;

/** The run continues when the reader leaves: only a cancel or the server's end stops it. */
export const indexCollection: Handler<"index"> = async ({ collection, body: { allowRemoval }, exchange, server }) => {
  if (collection.run !== null)
    throw new RequestError(409, "index-running", `${collection.name} is being indexed.`, {
      hint: "Wait for the run to end, or cancel it: DELETE at the same address.",
    });
  const run = new AbortController();
  const { rag, events } = collection;
  const runs = trackRuns(collection);
  collection.run = run;
  collection.progress = newProgress();
  const ended = rag
    .index({ allowRemoval, signal: AbortSignal.any([run.signal, server.stopping]), onEvent: runs.onEvent })
    .finally(() => (collection.run = null))
    .then((report) => {
      runs.ended(report);
      return report;
    })
    .catch((error: unknown) => {
      if (run.signal.aborted) runs.cancelled();
      else runs.failed(failureOf(error));
      throw error;
    });
  ended.catch(() => {});
  const limits = { ...server.limits, deadlineMs, stopping: server.stopping };
  return respondWithEvents(exchange, limits, async (stream) => {
    let sent = Promise.resolve();
    const stop = events.listen((happened) => {
      if (happened.type !== "progress") return;
      sent = sent.then(() => stream.send(happened.event, "progress"));
      sent.catch(() => {});
    });
    try {
      const report = await ended;
      await sent;
      await stream.send(report, "report");
    } finally {
      stop();
    }
  });
};
