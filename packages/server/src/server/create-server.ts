import type { AddressInfo } from "node:net";
import { createServer as createHttpServer } from "node:http";
import { createRequire } from "node:module";
import { getRequestListener } from "@hono/node-server";
import { InvalidOptionError } from "@ragstone/core";
import type { Watch } from "@ragstone/engine";
import type { Collection, CollectionOptions } from "../collections/collection.js";
import { collectionEvents } from "../collections/collection-events.js";
import { followCollection } from "../collections/follow-collection.js";
import { errorJson } from "../http/error-json.js";
import { RequestError } from "../http/request-error.js";
import { history } from "../history/history.js";
import { modelChoice } from "../models/model-choice.js";
import { pageDir } from "../page/page-dir.js";
import { readPage } from "../page/read-page.js";
import { pageImages } from "../pages/page-images.js";
import { buildApp } from "./build-app.js";
import { followerLimit } from "../context/follower-limit.js";
import { defaultLimits } from "../context/limits.js";
import { listen, type ListenOptions } from "./listen.js";
import type { ServerOptions } from "./server-options.js";

/** Longer than clients and proxies keep a connection: one that the server closes just when it is used fails a request. */
const keepAliveMs = 65_000;

/** An HTTP server over open indexes. */
export interface RagstoneServer {
  /**
   * Begins to serve, at the next free port if the wanted one is in use.
   *
   * @throws {@link InvalidOptionError} if the address cannot be listened on
   */
  listen(options?: ListenOptions): Promise<AddressInfo>;
  /** Takes no more requests, lets answers end for a while, then ends them. The indexes stay open. */
  close(): Promise<void>;
}

/**
 * Serves indexes over HTTP: the API of {@link routes}, and the playground where its package is installed.
 *
 * @throws {@link InvalidOptionError} without collections or tokens, or for two collections of one name
 */
export async function createServer(options: ServerOptions): Promise<RagstoneServer> {
  const limits = { ...defaultLimits, ...options.limits };
  const stopping = new AbortController();
  const collections = byName(options.collections);
  if (options.tokens.length === 0) throw new InvalidOptionError("tokens", options.tokens, "at least one token");
  const posing = options.tokens.find(({ name }) => /^user:/iu.test(name));
  if (posing !== undefined)
    throw new InvalidOptionError("tokens", posing.name, "a name that does not begin with user:");
  const { model = "extractive", dataDir, ollamaUrl = "http://127.0.0.1:11434", keys = {} } = options;
  const models = modelChoice({ model, dataDir, ollamaUrl });
  const pages = pageImages();
  const kept = options.historyDir === undefined ? null : history(options.historyDir);
  const server = {
    collections,
    limits,
    keys,
    models,
    history: kept,
    pages,
    followers: followerLimit(limits.concurrency),
    version: version(),
    stopping: stopping.signal,
  };
  const routes = buildApp(options, server, await readPage(pageDir()));
  const answer = getRequestListener(routes.app.fetch, { overrideGlobalObjects: false, errorHandler: malformedRequest });
  const http = createHttpServer((incoming, outgoing) => void answer(incoming, outgoing));
  http.keepAliveTimeout = keepAliveMs;
  const watches: Watch[] = [];
  return {
    async listen(where) {
      const address = await listen(http, where);
      for (const { name, follow } of options.collections)
        if (follow === true) watches.push(followCollection(collections.get(name)!));
      return address;
    },
    async close() {
      const followed = watches.map((watch) => watch.close());
      const closed = new Promise((resolve) => http.close(resolve));
      http.closeIdleConnections();
      // Connections of answers that end from now on.
      http.keepAliveTimeout = 1;
      const grace = setTimeout(() => {
        stopping.abort(new DOMException("The server stops.", "AbortError"));
        setTimeout(() => http.closeAllConnections(), 1000).unref();
      }, limits.graceMs);
      await closed;
      clearTimeout(grace);
      await Promise.all([...followed, routes.close(), pages.close()]);
    },
  };
}

function version(): string {
  return (createRequire(import.meta.url)("@ragstone/server/package.json") as { readonly version: string }).version;
}

/** For a request that has no valid URL, which no route sees. */
function malformedRequest(): Response {
  const error = new RequestError(403, "host-refused", "The request has no valid host or address.", {
    hint: "Use the printed address.",
  });
  return Response.json(errorJson(error), { status: error.status });
}

function byName(given: readonly CollectionOptions[]): ReadonlyMap<string, Collection> {
  const collections = new Map(
    given.map(({ name, rag, writable = false }) => [
      name,
      {
        name,
        rag,
        writable,
        events: collectionEvents(),
        progress: null,
        run: null,
        failed: [],
        ignored: [],
        error: null,
      },
    ]),
  );
  if (given.length === 0 || collections.size < given.length)
    throw new InvalidOptionError(
      "collections",
      given.map(({ name }) => name),
      "at least one collection, with names that differ",
    );
  return collections;
}
