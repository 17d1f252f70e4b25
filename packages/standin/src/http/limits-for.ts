import type { Endpoint } from "../models/endpoints.js";
import type { RateLimits } from "../options/rate-limits.js";
import type { StandinOptions } from "../options/standin-options.js";

/** Limits in force for an endpoint. Provisioned ones have no token limits, and 200 QPS (limits page). */
export function limitsFor(endpoint: Endpoint, limits: NonNullable<StandinOptions["limits"]>): RateLimits {
  if (limits === "off") return {};
  if (limits === "documented") return endpoint.provisioned ? { qps: 200 } : endpoint.model.limits;
  return limits[endpoint.name] ?? limits["*"] ?? {};
}
