import type { HttpBindings } from "@hono/node-server";

/** The context of a request, with the facts that a log names. */
export type ServerEnv = {
  readonly Bindings: HttpBindings;
  readonly Variables: { caller: string | null; operation: string | null; collection: string | null };
};
