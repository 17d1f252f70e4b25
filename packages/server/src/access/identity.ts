import type { SearchFilter } from "@ragstone/core";

/** Who a request comes from. */
export interface Identity {
  /** For logs: the token's or the user's name, never a secret. */
  readonly name: string;
  /** The documents that the identity can see; `null` for the server's owner, who sees and may do everything. */
  readonly scope: SearchFilter | null;
}
