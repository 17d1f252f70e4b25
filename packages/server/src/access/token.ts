import type { SearchFilter } from "@ragstone/core";

/** A bearer token that the server accepts. */
export interface Token {
  /** For logs. */
  readonly name: string;
  readonly secret: string;
  /** The documents that its holder can see, which no request can widen; `null` for the owner's token. */
  readonly filter: SearchFilter | null;
}
