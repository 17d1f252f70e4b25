import type { Fault } from "../faults/fault.js";
import type { JsonObject } from "./json.js";
import type { LakebaseDatabase } from "./lakebase-database.js";
import type { RateLimits } from "./rate-limits.js";
import type { Quirks } from "./quirks.js";
import type { RecordedRequest } from "./recorded-request.js";
import type { ProvisionedEndpoint } from "./standin-options.js";

/**
 * `ready`; `not-ready`: scaling, answers 503 or 404 by {@link Quirks.notReadyStatus}; `retired`: answers that the
 * endpoint is deprecated; `forbidden`: the caller lacks the permission to query it; `missing`: gone from the workspace.
 */
export type EndpointState = "ready" | "not-ready" | "retired" | "forbidden" | "missing";

/** A running stand-in workspace. */
export interface Standin {
  /** `http://127.0.0.1:PORT`. */
  readonly host: string;
  /** A personal access token. */
  readonly token: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** An identity token that is exchanged for an access token. */
  readonly oidcToken: string;
  /** Every request in order of arrival; grows while it runs. */
  readonly requests: readonly RecordedRequest[];
  /** Forgets the recorded requests. */
  clearRequests(): void;
  /** Puts these faults in place of those in force. */
  setFaults(faults: readonly (Fault | string)[]): void;
  /** Changes quirks; those not named stay. */
  setQuirks(quirks: Partial<Quirks>): void;
  /** Sets limits anew, with full buckets. */
  setLimits(limits: "documented" | "off" | Readonly<Record<string, RateLimits>>): void;
  addEndpoint(endpoint: ProvisionedEndpoint): void;
  /** Adds a Lakebase database: `projects/P/branches/B/endpoints/E`, or the name of a provisioned instance. */
  addDatabase(name: string, database: LakebaseDatabase): void;
  /** @throws {@link InvalidOptionError} if there is no endpoint of that name */
  setEndpointState(name: string, state: EndpointState): void;
  /** Stores a file of a volume, `/Volumes/CATALOG/SCHEMA/VOLUME/...`, under a new etag. @defaultValue modified now */
  putFile(path: string, content: string | Uint8Array, modifiedMs?: number): void;
  /** Makes an empty folder or volume. */
  addFolder(path: string): void;
  /** Removes a file of a volume, or a folder with all that is in it. */
  removePath(path: string): void;
  /** Forbids a file or folder of a volume, lets it fail with 500 when it is read, or allows it again. */
  setAccess(path: string, access: "allowed" | "forbidden" | "failing"): void;
  /** Stores a Delta table, `CATALOG.SCHEMA.TABLE`, that Delta-sync indexes have as their source. */
  putTable(name: string, rows: readonly JsonObject[]): void;
  /** Whether an endpoint or index of Vector Search is up, and for an index whether the caller may use it. */
  setVectorSearchState(name: string, state: "ready" | "not-ready" | "forbidden"): void;
  /** Ends every OAuth token issued so far. */
  expireTokens(): void;
  /** Closes every connection and stops listening. */
  close(): Promise<void>;
}
