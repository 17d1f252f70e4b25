import type { z } from "zod";

/** A route of the HTTP API: the source of its checks, its types and its OpenAPI description. */
export interface Route {
  readonly method: "get" | "post" | "put" | "delete";
  /** With `{name}` for a parameter. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Whether its body is the content of a file. */
  readonly upload?: boolean;
  /** The JSON of a 200. */
  readonly response?: z.ZodType;
  /** The `event:` names of a `text/event-stream` response, with the JSON of their `data:`. */
  readonly events?: Readonly<Record<string, z.ZodType>>;
  /** The media type of a response that is not JSON. */
  readonly media?: string;
  /** Reserved to the server's owner: scoped tokens get 403. */
  readonly owner?: boolean;
  /** Answered without a token. */
  readonly open?: boolean;
}
