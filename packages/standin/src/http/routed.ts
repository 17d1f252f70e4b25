import type { IncomingHttpHeaders } from "node:http";
import type { ActiveFaults } from "../faults/fault-box.js";
import type { Reply } from "../replies/reply.js";

/** A request as far as routing needs it. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  /** With its `?`; empty without one. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** `null` when it was over the limit. */
  readonly body: Buffer | null;
  /** `http://host:port` as the client called it. */
  readonly origin: string;
}

export interface Routed {
  readonly reply: Reply;
  readonly endpoint: string | null;
  readonly faults: ActiveFaults;
}
