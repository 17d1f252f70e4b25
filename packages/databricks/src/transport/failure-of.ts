import { RemoteError, type RemoteErrorCode } from "@ragstone/core";
import { catalogue } from "../catalogue/catalogue.js";
import type { CatalogueModel } from "../catalogue/catalogue-model.js";
import { readErrorBody, type ErrorBody } from "./error-body.js";
import type { Failure } from "./failure.js";
import { refusalOf } from "./refusal-of.js";

/** The subject of a request, for error messages. */
export interface About {
  /** `null` for requests to the workspace itself. */
  readonly endpoint: string | null;
  readonly model: CatalogueModel | null;
  readonly host: string;
  readonly redact: (text: string) => string;
}

/**
 * Attempts for failures of the service that may pass but are not its way of asking for patience: half a minute with the
 * usual delays.
 */
const serviceAttempts = 6;
const patientAttempts = 10;
/** Waits from here on are named in messages. */
const longWaitMs = 60_000;
/** Longest piece of a server's words that an error repeats. */
const saidCharacters = 500;

const contextPattern = new RegExp(
  [
    /prompt is too long|longer than the maximum|input.{0,40}too long/,
    /maximum context|context (length|window)|sequence length/,
    /exceeds? the (maximum )?(model|context|input)/,
    /too many (input )?tokens|\btokens\b.{0,40}exceed|exceed.{0,40}\btokens\b/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "i",
);
const retiredPattern =
  /\b(endpoint|model|databricks-[\w-]+)\b[^.]*\b(is|has been) deprecated\b|\bretired\b|Pay-per-token for this model is disabled/i;
const tokenPattern = /invalid (access )?token|token (is )?(expired|invalid)/i;
const outputPattern = /max_(new_|output_)?tokens\b.{0,40}(cannot|>|exceed)/i;

/** Makes the typed error of an answer that is not 2xx. */
export function failureOf(status: number, headers: Headers, text: string, about: About): Failure {
  const body = readErrorBody(text);
  const retryAfterMs = retryAfter(headers.get("retry-after"), body);
  const requestId = requestIdOf(headers) ?? body.requestId;
  const code = codeOf(status, body);
  const said = sentence(code, { status, headers, body }, about);
  const error = new RemoteError(code, about.redact(said + waitOf(retryAfterMs)), {
    hint: hintOf(code, body, about),
    status,
    requestId: requestId ?? undefined,
    data: {
      endpoint: about.endpoint,
      serviceCode: body.code === "" ? null : body.code,
      said: about.redact(body.message.slice(0, saidCharacters)),
    },
  });
  return {
    error,
    maxAttempts: attemptsOf(status, code),
    retryAfterMs,
    refusal: status === 429 ? refusalOf(body, retryAfterMs) : null,
    maybeNotReady: about.endpoint !== null && (code === "endpoint-missing" || status === 503),
    tokenRefused: code === "sign-in-failed",
  };
}

/** `x-request-id`, or the one in `server-timing` that invocations carry. */
export function requestIdOf(headers: Headers): string | null {
  return (
    headers.get("x-request-id") ??
    /request_id;[^,]*desc="([^"]+)"/.exec(headers.get("server-timing") ?? "")?.[1] ??
    headers.get("x-amzn-requestid")
  );
}

function codeOf(status: number, body: ErrorBody): RemoteErrorCode {
  if (status >= 300 && status < 400) return "response-invalid";
  if (retiredPattern.test(body.message) && status < 500 && status !== 429) return "model-retired";
  if (status === 401 || ((status === 403 || status === 400) && tokenPattern.test(body.message)))
    return "sign-in-failed";
  if (body.form === "html" && status < 500 && status !== 429) return "response-invalid";
  if (status === 403) return "permission-denied";
  if (status === 404) return "endpoint-missing";
  if (status === 413) return "request-too-large";
  if (status === 429) return "rate-limited";
  if (status === 408 || status === 504) return "timed-out";
  if (status >= 500) return "service-failed";
  if (contextPattern.test(body.message) && !outputPattern.test(body.message)) return "context-overflow";
  return "request-rejected";
}

function attemptsOf(status: number, code: RemoteErrorCode): number {
  if (status === 429 || status === 503) return patientAttempts;
  return code === "service-failed" || code === "timed-out" ? serviceAttempts : 1;
}

/** A wait that is longer than a retry would last explains why there is none. */
function waitOf(retryAfterMs: number | null): string {
  if (retryAfterMs === null || retryAfterMs < longWaitMs) return "";
  return ` It asks to wait ${Math.round(retryAfterMs / 1000).toLocaleString("en")} s.`;
}

interface ErrorAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: ErrorBody;
}

function sentence(code: RemoteErrorCode, { status, headers, body }: ErrorAnswer, { endpoint, host }: About): string {
  const who = endpoint === null ? host : `${endpoint} at ${host}`;
  if (body.form === "html") {
    const title = body.message === "" ? "" : ` ("${body.message.slice(0, 100)}")`;
    return (
      `${who} answered ${status} with a web page${title} where JSON was expected: ` +
      "a proxy or a sign-in page is in between."
    );
  }
  if (status === 304) return `${who} answered 304 (not modified), where an answer was expected.`;
  if (status >= 300 && status < 400)
    return `${who} answered ${status}, a redirect to ${originOf(headers.get("location"))}, where an answer was expected.`;
  const said = body.message === "" ? "" : `: ${body.message.slice(0, saidCharacters)}`;
  const label =
    body.code !== "" && !body.message.startsWith(body.code) && body.code !== String(status) ? ` ${body.code}` : "";
  const what: Partial<Record<RemoteErrorCode, string>> = {
    "sign-in-failed": "refused the sign-in with",
    "permission-denied": "denied permission with",
    "endpoint-missing": "does not exist; the workspace answered",
    "model-retired": "is retired; the workspace answered",
    "rate-limited": "is over its rate limit and answered",
    "context-overflow": "found the input too long and answered",
    "request-rejected": "rejected the request with",
  };
  return `${who} ${what[code] ?? "answered"} ${status}${label}${said}`;
}

function originOf(location: string | null): string {
  return location !== null && URL.canParse(location) ? new URL(location).origin : "another page";
}

function hintOf(code: RemoteErrorCode, body: ErrorBody, { endpoint, model }: About): string {
  if (code === "model-retired") return replacementHint(endpoint, model);
  if (code === "endpoint-missing") {
    // Those of a model that the catalogue does not have concern its sizes.
    const listed = catalogue.some(({ name }) => name === model?.name);
    const notes = model === null || !listed || model.notes === "" ? "" : ` ${model.notes}`;
    const retired =
      model?.retirement === null || model === null
        ? ""
        : ` It was to retire on ${model.retirement.date}: ${replacementHint(endpoint, model)}`;
    return (
      "Check the name among the Serving endpoints of the workspace, and that the model is offered in its region." +
      notes +
      retired
    );
  }
  if (code === "request-rejected" && outputPattern.test(body.message))
    return "Ask for fewer output tokens (maxTokens).";
  return hints[code] ?? "See the service's message.";
}

const hints: Partial<Record<RemoteErrorCode, string>> = {
  "sign-in-failed": "Check DATABRICKS_TOKEN or the service principal; tokens expire and belong to one workspace.",
  "permission-denied": "Ask for CAN QUERY on the endpoint.",
  "rate-limited": "Wait, lower the concurrency, or use a provisioned throughput endpoint.",
  "request-too-large": "Send less at once; a request may have 4 MB.",
  "context-overflow": "Shorten the input, or use a model with a larger window.",
  "service-failed": "Try again later; the workspace's status page may know more.",
  "timed-out": "Try again; send less at once, or allow more time with timeoutMs.",
  "response-invalid": "Check the host, and that nothing between you and the workspace asks for a login.",
};

/** Names the replacement of a retired endpoint. */
export function replacementHint(endpoint: string | null, model: CatalogueModel | null): string {
  const replacement = model?.retirement?.replacement ?? null;
  if (replacement === null)
    return `Choose another endpoint than ${endpoint ?? "this"}: the Serving page of the workspace lists what there is.`;
  const record = catalogue.find((candidate) => candidate.name === replacement);
  return `Use databricks:${replacement}${record === undefined ? "" : ` (endpoint ${record.endpoint})`} instead.`;
}

/** The header in seconds or as a date, else the body's `retry_after`, in ms. */
function retryAfter(header: string | null, body: ErrorBody): number | null {
  if (header !== null && /^\d+(\.\d+)?$/.test(header.trim())) return Number(header) * 1000;
  const date = header === null ? Number.NaN : Date.parse(header);
  if (!Number.isNaN(date)) return Math.max(0, date - Date.now());
  return body.retryAfterSeconds === null ? null : body.retryAfterSeconds * 1000;
}
