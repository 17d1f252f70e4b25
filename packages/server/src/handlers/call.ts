import type { z } from "zod";
import type { Identity } from "../access/identity.js";
import type { Route } from "../api/route.js";
import type { routes } from "../api/routes.js";
import type { Collection } from "../collections/collection.js";
import type { Exchange } from "../http/respond-with-events.js";
import type { ServerContext } from "../context/server-context.js";

/** The operations by name. */
export type Operation = keyof typeof routes;

type Checked<R extends Route, K extends "query" | "body"> = R extends { readonly [key in K]: infer S extends z.ZodType }
  ? z.output<S>
  : undefined;

/** A checked request of an operation. */
export interface Call<O extends Operation = Operation> {
  readonly query: Checked<(typeof routes)[O], "query">;
  readonly body: Checked<(typeof routes)[O], "body">;
  readonly identity: Identity;
  /** The one that the path names. */
  readonly collection: Collection;
  /** Fires when the reader leaves, the deadline passes or the server stops. */
  readonly signal: AbortSignal;
  readonly exchange: Exchange;
  readonly server: ServerContext;
}

type Json<R extends Route> = R extends { readonly response: infer S extends z.ZodType } ? z.input<S> : never;

/** Does what an operation is for: the JSON of its response, or a response that is not JSON. */
export type Handler<O extends Operation> = (call: Call<O>) => Promise<Json<(typeof routes)[O]> | Response>;
