import type { Context } from "hono";
import { linkSignals } from "@ragstone/core";
import type { Route } from "../api/route.js";
import { routes } from "../api/routes.js";
import { identify, type Gate } from "../access/identify.js";
import type { Identity } from "../access/identity.js";
import type { Collection } from "../collections/collection.js";
import type { Call, Operation } from "../handlers/call.js";
import { handlers } from "../handlers/handlers.js";
import { checkInput } from "../http/check-input.js";
import { readJson } from "../http/read-body.js";
import { readerSignal } from "../http/reader-signal.js";
import { RequestError } from "../http/request-error.js";
import type { ServerContext } from "../context/server-context.js";
import type { ServerEnv } from "./server-env.js";

/** Serves one operation of the route table. */
export function serveOperation(operation: Operation, server: ServerContext, gate: Gate) {
  const route: Route = routes[operation];
  const handle = handlers[operation] as (call: Call) => Promise<object>;
  return async (context: Context<ServerEnv>): Promise<Response> => {
    const { incoming, outgoing } = context.env;
    context.set("operation", operation);
    const identity = route.open === true ? nobody : await identify(incoming, gate);
    context.set("caller", identity.name);
    if (route.owner === true && identity.scope !== null)
      throw new RequestError(403, "permission-denied", "This is reserved to the server's owner.", {
        hint: "Use the token of the printed address.",
      });
    const collection = route.path.includes("{collection}") ? find(server, context.req.param("collection")) : undefined;
    context.set("collection", collection?.name ?? null);
    const query = route.query && checkInput(route.query, context.req.query(), "query");
    const body = route.body && checkInput(route.body, await readJson(incoming, server.limits.bodyBytes), "body");
    using reader = readerSignal(incoming, outgoing);
    using linked = linkSignals([reader.signal, server.stopping], server.limits.deadlineMs);
    const { signal } = linked;
    const exchange = { incoming, outgoing };
    const call = { query, body, identity, collection: collection as Collection, signal, exchange, server };
    const result = await handle(call as Call);
    return result instanceof Response ? result : context.json(result);
  };
}

const nobody: Identity = { name: "nobody", scope: [] };

function find({ collections }: ServerContext, name: string | undefined): Collection {
  const collection = collections.get(name ?? "");
  if (collection !== undefined) return collection;
  throw new RequestError(404, "collection-missing", `There is no collection ${JSON.stringify(name ?? "")}.`, {
    hint: `The collections are ${[...collections.keys()].join(", ")}.`,
  });
}
