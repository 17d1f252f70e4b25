import type { ActiveFaults } from "../faults/fault-box.js";
import type { Quirks } from "../options/quirks.js";
import { limitReply } from "../limits/limiter.js";
import { errorReply } from "../replies/reply.js";
import type { BodyReply } from "../replies/reply.js";

/** The error that a fault answers instead of the model, `null` when no such fault is in force. */
export function faultReply(faults: ActiveFaults, endpoint: string, quirks: Quirks): BodyReply | null {
  const upstream = "The server received an invalid response from an upstream server.";
  if (faults.has("499")) return errorReply(499, "CANCELLED", "");
  if (faults.has("500")) return errorReply(500, "INTERNAL_ERROR", upstream);
  if (faults.has("502")) return errorReply(502, "INTERNAL_ERROR", upstream);
  if (faults.has("503")) {
    const message =
      "Databricks is unable to satisfy this request due to unexpected capacity constraints - " +
      "We apologize for the inconvenience.";
    return errorReply(
      503,
      "TEMPORARILY_UNAVAILABLE",
      message,
      faults.get("503") === undefined ? {} : { "retry-after": String(faults.get("503")) },
    );
  }
  if (faults.has("504")) return errorReply(504, "DEADLINE_EXCEEDED", "The request did not finish within 120 seconds.");
  if (faults.has("429"))
    return limitReply(endpoint, "qps", { limit: 1, current: 2, retryAfter: faults.get("429") ?? 1 }, quirks);
  return null;
}
