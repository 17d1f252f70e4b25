import { createHash } from "node:crypto";
import type { Identity } from "../access/identity.js";
import type { Collection } from "../collections/collection.js";
import type { CollectionEvent } from "../collections/collection-events.js";
import { viewOf } from "../collections/view-of.js";
import { errorJson } from "../http/error-json.js";
import { respondWithEvents } from "../http/respond-with-events.js";
import type { Handler } from "./call.js";

/** A day: the page opens the stream again. */
const deadlineMs = 24 * 60 * 60 * 1000;

/** Events that wait for a slow reader; more of a run's progress are dropped, because `changed` says all that matters. */
const waitingEvents = 100;

/** Between two reports of how far a run is. */
const statusMs = 250;

interface Message {
  readonly name: "progress" | "changed" | "failed" | "status";
  readonly data: unknown;
}

export const followEvents: Handler<"events"> = async ({ collection, identity, exchange, server }) => {
  using _ = server.followers.take(identity.name);
  const limits = { ...server.limits, deadlineMs, stopping: server.stopping };
  return await respondWithEvents(exchange, limits, async (stream, signal) => {
    const isOwner = identity.scope === null;
    const messagesOf = isOwner ? ownersMessages(collection) : await scopedMessages(collection, identity);
    signal.throwIfAborted();
    await new Promise((_resolve, reject) => {
      let waiting = 0;
      let sent = Promise.resolve();
      const send = async (happened: CollectionEvent | null) => {
        for (const { name, data } of await messagesOf(happened)) await stream.send(data, name);
      };
      const follow = (happened: CollectionEvent | null) => {
        if (happened?.type === "progress" && waiting >= waitingEvents) return;
        waiting += 1;
        sent = sent.then(() => send(happened)).finally(() => (waiting -= 1));
        sent.catch(reject);
      };
      const stop = collection.events.listen(follow);
      follow(null);
      signal.addEventListener("abort", () => {
        stop();
        reject(signal.reason as Error);
      });
    });
  });
};

/** The messages that an event makes; `null` is the beginning of the stream. */
type MessagesOf = (happened: CollectionEvent | null) => readonly Message[] | Promise<readonly Message[]>;

function ownersMessages(collection: Collection): MessagesOf {
  let toldMs = 0;
  return (happened) => {
    const nowMs = performance.now();
    if (happened?.type === "progress") {
      const progress: Message = { name: "progress", data: happened.event };
      if (nowMs - toldMs < statusMs) return [progress];
      toldMs = nowMs;
      return [progress, statusOf(collection)];
    }
    const status = statusOf(collection);
    if (happened === null) return [status];
    if (happened.type === "failed") return [{ name: "failed", data: errorJson(happened.error).error }, status];
    if (happened.type === "cancelled") return [status];
    const { indexed, moved, removed } = happened.report.documents;
    const isChanged = indexed + moved + removed > 0;
    return isChanged ? [{ name: "changed", data: happened.report }, status] : [status];
  };
}

function statusOf({ progress, error }: Collection): Message {
  const run = progress && {
    done: progress.done,
    total: progress.total,
    elapsedMs: Math.round(performance.now() - progress.startedMs),
  };
  return { name: "status", data: { indexing: run !== null, progress: run, error: error && errorJson(error).error } };
}

/** In a scope, a run that changed no visible document is not noticed, and nothing tells how long one takes. */
async function scopedMessages(collection: Collection, identity: Identity): Promise<MessagesOf> {
  let last = await digestOf(collection, identity);
  return async (happened) => {
    if (happened?.type !== "report") return [];
    const now = await digestOf(collection, identity);
    if (now === last) return [];
    last = now;
    return [{ name: "changed", data: {} }];
  };
}

/** Changes whenever a document that the identity sees does. */
async function digestOf(collection: Collection, identity: Identity): Promise<string> {
  const documents = await viewOf(collection, identity)
    .documents()
    .catch(() => []);
  const hash = createHash("sha256");
  for (const { origin, path, sha256 } of documents) hash.update(JSON.stringify([origin, path, sha256]));
  return hash.digest("hex");
}
