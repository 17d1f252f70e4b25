import { describe, expect, it } from "vitest";
import { findModel } from "../catalogue/find-model.js";
import { failureOf } from "./failure-of.js";

const claude = findModel("claude-3-7-sonnet")!;
const about = {
  endpoint: claude.endpoint,
  model: claude.model,
  host: "https://w.example.com",
  redact: (text: string) => text,
};
const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  failureOf(status, new Headers(headers), typeof body === "string" ? body : JSON.stringify(body), about);

describe("failureOf", () => {
  it.each<[number, unknown, string]>([
    [
      401,
      { error_code: 401, message: "Credential was not sent or was of an unsupported type for this API. [ReqId: r-1]" },
      "sign-in-failed",
    ],
    [403, { error_code: 403, message: "Invalid access token. [ReqId: r-1]" }, "sign-in-failed"],
    [400, "Invalid Token", "sign-in-failed"],
    [403, { error_code: "PERMISSION_DENIED", message: "User does not have CAN_QUERY." }, "permission-denied"],
    [
      404,
      {
        error_code: "ENDPOINT_NOT_FOUND",
        message:
          "The given endpoint does not exist, please retry after checking the specified model and version " +
          "deployment exists.",
      },
      "endpoint-missing",
    ],
    [
      404,
      {
        error_code: "NOT_FOUND",
        message:
          "Pay-per-token for this model is disabled. Please see Databricks documentation for supported " +
          "Foundation Models.",
      },
      "model-retired",
    ],
    [
      400,
      { error_code: "BAD_REQUEST", message: "This endpoint databricks-claude-sonnet-4 is deprecated" },
      "model-retired",
    ],
    [400, { error_code: "BAD_REQUEST", message: "`temperature` is deprecated for this model." }, "request-rejected"],
    [400, 'Bad request: json: unknown field "stream_options"', "request-rejected"],
    [
      400,
      "Bad request: rpc error: code = InvalidArgument desc = max_tokens (10000) cannot exceed 8192. Please " +
        "reduce the length of max output tokens generated.",
      "request-rejected",
    ],
    [
      400,
      { error_code: "BAD_REQUEST", message: "prompt is too long: 2523462 tokens > 1000000 maximum" },
      "context-overflow",
    ],
    [
      400,
      "Bad request: This model's maximum context length is 128000 tokens. However, you requested 140000 tokens.",
      "context-overflow",
    ],
    [413, "", "request-too-large"],
    [
      429,
      {
        error_code: "REQUEST_LIMIT_EXCEEDED",
        message: "REQUEST_LIMIT_EXCEEDED: Exceeded workspace QPS rate limit for x.",
      },
      "rate-limited",
    ],
    [
      500,
      { error_code: "INTERNAL_ERROR", message: "The server received an invalid response from an upstream server." },
      "service-failed",
    ],
    [
      503,
      {
        error_code: "TEMPORARILY_UNAVAILABLE",
        message: "Databricks is unable to satisfy this request due to unexpected capacity constraints",
      },
      "service-failed",
    ],
    [504, { error_code: "DEADLINE_EXCEEDED", message: "" }, "timed-out"],
    [403, "<html><head><title>Access denied</title></head></html>", "response-invalid"],
    [302, "", "response-invalid"],
    [400, "", "request-rejected"],
  ])("understands %i %j as %3$s", (status, body, code) => {
    const { error, maxAttempts } = answer(status, body, { location: "https://login.example.com/path?secret=1" });
    expect(error.code).toBe(code);
    expect(error.message).toContain("databricks-claude-3-7-sonnet at https://w.example.com");
    expect(error.message).not.toContain("undefined");
    expect(error.message).not.toContain("secret=1");
    expect(error.hint.length).toBeGreaterThan(10);
    expect(maxAttempts > 1).toBe(status === 429 || status >= 500);
  });

  it("finds the request id in headers, details and text", () => {
    expect(
      answer(400, {}, { "server-timing": 'request_id;dur=0;desc="id-1", client_protocol;dur=0' }).error.requestId,
    ).toBe("id-1");
    expect(answer(400, {}, { "x-request-id": "id-2" }).error.requestId).toBe("id-2");
    expect(answer(400, { error_code: "X", message: "m", details: [{ request_id: "id-3" }] }).error.requestId).toBe(
      "id-3",
    );
    expect(answer(403, { error_code: 403, message: "Invalid access token. [ReqId: id-4]" }).error.requestId).toBe(
      "id-4",
    );
  });

  it.each<[unknown, object]>([
    [
      {
        error: {
          message: "Rate limit exceeded: ITPM limit of 200,000 tokens reached",
          type: "rate_limit_exceeded",
          code: 429,
          limit_type: "input_tokens_per_minute",
          limit: 200_000,
          current: 200_150,
          retry_after: 15,
        },
      },
      { kind: "input-tokens-per-minute", limit: 200_000, retryAfterMs: 15_000 },
    ],
    [
      { error: { message: "", limit_type: "OTPM", limit: 5000 } },
      { kind: "output-tokens-per-minute", limit: 5000, retryAfterMs: null },
    ],
    [
      { error: { limit_type: "queries_per_hour", limit: 2400, retry_after: 60 } },
      { kind: "queries-per-hour", limit: 2400, retryAfterMs: 60_000 },
    ],
    [
      {
        error_code: "REQUEST_LIMIT_EXCEEDED",
        message: "Exceeded workspace output tokens per minute rate limit for databricks-claude-sonnet-4-6.",
      },
      { kind: "output-tokens-per-minute", limit: null, retryAfterMs: null },
    ],
    [
      { error_code: "REQUEST_LIMIT_EXCEEDED", message: "Exceeded workspace QPS rate limit for x." },
      { kind: "queries-per-second", limit: null, retryAfterMs: null },
    ],
    [
      { error_code: "RATE_LIMIT_EXCEEDED", message: "Slow down." },
      { kind: null, limit: null, retryAfterMs: null },
    ],
    ["too many", { kind: null, limit: null, retryAfterMs: null }],
  ])("reads which limit a 429 speaks of: %j", (body, refusal) => {
    expect(answer(429, body).refusal).toEqual(refusal);
  });

  it("lets the Retry-After header win, in seconds or as a date", () => {
    expect(answer(429, { error: { retry_after: 15 } }, { "retry-after": "7" }).refusal?.retryAfterMs).toBe(7000);
    const inOneMinute = answer(503, "", { "retry-after": new Date(Date.now() + 60_000).toUTCString() }).retryAfterMs!;
    expect(inOneMinute).toBeGreaterThan(55_000);
    expect(inOneMinute).toBeLessThanOrEqual(60_000);
    expect(answer(429, "", { "retry-after": "soon" }).retryAfterMs).toBeNull();
  });
});
