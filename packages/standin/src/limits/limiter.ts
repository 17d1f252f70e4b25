import type { RateLimits } from "../options/rate-limits.js";
import type { Quirks } from "../options/quirks.js";
import { errorReply, jsonReply } from "../replies/reply.js";
import type { BodyReply } from "../replies/reply.js";

interface Bucket {
  readonly limit: number;
  readonly perMs: number;
  level: number;
  atMs: number;
}

type LimitName = keyof RateLimits;

const periodMs: Readonly<Record<LimitName, number>> = {
  qps: 1000,
  qph: 3_600_000,
  qpm: 60_000,
  itpm: 60_000,
  otpm: 60_000,
};
const seen: Readonly<Record<LimitName, string>> = {
  qps: "QPS",
  qph: "QPH",
  qpm: "queries per minute",
  itpm: "input tokens per minute",
  otpm: "output tokens per minute",
};
const documented: Readonly<Record<LimitName, string>> = {
  qps: "queries_per_second",
  qph: "queries_per_hour",
  qpm: "queries_per_minute",
  itpm: "input_tokens_per_minute",
  otpm: "output_tokens_per_minute",
};

/** A request with its estimated usage. */
export interface AdmissionRequest {
  readonly endpoint: string;
  readonly inputTokens: number;
  readonly maxTokens: number;
}

/** An admitted request. */
export interface Admission {
  /** Gives back the output tokens that were reserved and not used. */
  settle(outputTokens: number): void;
}

/** Token buckets for one endpoint, filled evenly; a request is admitted when every bucket has enough tokens. */
export class Limiter {
  readonly #buckets = new Map<LimitName, Bucket>();

  constructor(limits: RateLimits, nowMs: number) {
    for (const name of ["qps", "qph", "qpm", "itpm", "otpm"] as const) {
      const limit = limits[name];
      if (limit !== undefined)
        this.#buckets.set(name, { limit, perMs: limit / periodMs[name], level: Math.max(1, limit), atMs: nowMs });
    }
  }

  /**
   * Takes one request, its input tokens and its `max_tokens`. A need above a whole bucket takes the whole bucket, or it
   * would never be admitted.
   */
  admit({ endpoint, inputTokens, maxTokens }: AdmissionRequest, nowMs: number, quirks: Quirks): Admission | BodyReply {
    const needs: Readonly<Record<LimitName, number>> = { qps: 1, qph: 1, qpm: 1, itpm: inputTokens, otpm: maxTokens };
    for (const [name, bucket] of this.#buckets) {
      refill(bucket, nowMs);
      const need = Math.min(needs[name], Math.max(1, bucket.limit));
      if (bucket.level + 1e-9 < need) return limitReply(endpoint, name, factsOf(bucket, need), quirks);
    }
    for (const [name, bucket] of this.#buckets) bucket.level -= Math.min(needs[name], Math.max(1, bucket.limit));
    return {
      settle: (outputTokens) => {
        const bucket = this.#buckets.get("otpm");
        if (bucket === undefined) return;
        const reserved = Math.min(maxTokens, Math.max(1, bucket.limit));
        bucket.level = Math.min(bucket.limit, bucket.level + Math.max(0, reserved - outputTokens));
      },
    };
  }
}

function refill(bucket: Bucket, nowMs: number): void {
  bucket.level = Math.min(Math.max(1, bucket.limit), bucket.level + (nowMs - bucket.atMs) * bucket.perMs);
  bucket.atMs = nowMs;
}

interface LimitFacts {
  readonly limit: number;
  readonly current: number;
  /** In seconds. */
  readonly retryAfter: number;
}

function factsOf({ limit, level, perMs }: Bucket, need: number): LimitFacts {
  const retryAfter = Math.max(1, Math.ceil((need - level) / perMs / 1000));
  return { limit, current: Math.round(limit - level + need), retryAfter };
}

/** A 429 in the form that the quirks ask for. */
export function limitReply(endpoint: string, name: LimitName, facts: LimitFacts, quirks: Quirks): BodyReply {
  const headers: Record<string, string> = quirks.retryAfter ? { "retry-after": String(facts.retryAfter) } : {};
  if (quirks.limitBody === "seen") {
    const advice = "Please use a provisioned throughput Foundation Model APIs endpoint for a higher rate limit.";
    return errorReply(
      429,
      "REQUEST_LIMIT_EXCEEDED",
      `REQUEST_LIMIT_EXCEEDED: Exceeded workspace ${seen[name]} rate limit for ${endpoint}. ${advice}`,
      headers,
    );
  }
  if (quirks.limitBody === "gateway")
    return errorReply(
      429,
      "RATE_LIMIT_EXCEEDED",
      `Rate limit of endpoint ${endpoint} exceeded (${seen[name]}).`,
      headers,
    );
  if (quirks.limitBody === "exhausted")
    return errorReply(429, "RESOURCE_EXHAUSTED", `Exceeded ${seen[name]} limit for ${endpoint}.`, headers);
  const unit = name.startsWith("q") ? "requests" : "tokens";
  const limit = facts.limit.toLocaleString("en-US");
  const message = `Rate limit exceeded: ${name.toUpperCase()} limit of ${limit} ${unit} reached`;
  const error = {
    message,
    type: "rate_limit_exceeded",
    code: 429,
    limit_type: documented[name],
    limit: facts.limit,
    current: facts.current,
    retry_after: facts.retryAfter,
  };
  return jsonReply(429, { error }, headers);
}
