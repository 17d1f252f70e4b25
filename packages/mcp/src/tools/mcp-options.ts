import type { SearchFilter } from "@ragstone/core";
import type { McpCollection } from "../collections/mcp-collection.js";

/** What an MCP server offers. Nothing of it can be changed by a client. */
export interface McpOptions {
  readonly collections: readonly McpCollection[];
  /** The version that clients are told. */
  readonly version: string;
  /** The scope: tools and resources see only these documents, whatever a call says. @defaultValue all documents */
  readonly filter?: SearchFilter | undefined;
  /** Whether indexes follow their folders. `false` for a caller that keeps them up to date. @defaultValue true */
  readonly sync?: boolean;
  /** Whether an embedder, generator or reranker is remote, so that tools reach beyond this machine. @defaultValue false */
  readonly remote?: boolean;
  /** Time that a call may take. @defaultValue 55 seconds, just below the time after which clients give up */
  readonly timeoutMs?: number;
}
