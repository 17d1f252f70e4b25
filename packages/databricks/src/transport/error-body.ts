import { parseObject } from "../requests/parse-object.js";

/** The error text of a response, whatever its form. */
export interface ErrorBody {
  /** `BAD_REQUEST`, `rate_limit_exceeded`, `403` ...; empty when there is none. */
  readonly code: string;
  readonly message: string;
  readonly form: "json" | "text" | "html" | "empty";
  readonly requestId: string | null;
  /** Of the documented 429 form. */
  readonly limitType: string | null;
  readonly limit: number | null;
  readonly retryAfterSeconds: number | null;
}

/**
 * Reads the forms that Databricks answers errors in: `{ error_code, message, details }` with a string or a number as
 * code, `{ error: { message, type, limit_type, limit, retry_after } }`, `{ error: "..." }`, `CODE: text`, plain text,
 * and the HTML of a proxy.
 */
export function readErrorBody(text: string): ErrorBody {
  const trimmed = text.trim();
  if (trimmed === "") return body({ form: "empty" });
  if (/^<(!doctype|html|\?xml|head|body|pre)/i.test(trimmed)) return body({ form: "html", message: titleOf(trimmed) });
  const json = parseObject(trimmed);
  if (json === null) {
    const [, code = "", rest = ""] = /^([A-Z][A-Z_]{3,}): (.*)$/s.exec(trimmed) ?? [];
    return body({ form: "text", code, message: code === "" ? trimmed : rest });
  }
  const nested = json["error"];
  const from = isRecord(nested) ? nested : json;
  const code = from["error_code"] ?? from["type"] ?? from["errorCode"] ?? from["code"] ?? "";
  const message =
    from["message"] ??
    (typeof nested === "string" ? nested : undefined) ??
    from["detail"] ??
    from["error_description"] ??
    "";
  return body({
    form: "json",
    code: typeof code === "string" || typeof code === "number" ? String(code) : "",
    message: typeof message === "string" ? message : JSON.stringify(message),
    requestId: requestIdOf(json),
    limitType: asText(from["limit_type"]),
    limit: asNumber(from["limit"]),
    retryAfterSeconds: asNumber(from["retry_after"]),
  });
}

/** Whether an object is an error in one of these forms, whatever its status. */
export function isError(json: Readonly<Record<string, unknown>>): boolean {
  return json["error_code"] !== undefined || (json["error"] ?? null) !== null;
}

function body(fields: Partial<ErrorBody>): ErrorBody {
  return {
    code: "",
    message: "",
    form: "json",
    requestId: null,
    limitType: null,
    limit: null,
    retryAfterSeconds: null,
    ...fields,
  };
}

function requestIdOf(json: Readonly<Record<string, unknown>>): string | null {
  const details = json["details"];
  if (Array.isArray(details)) {
    for (const detail of details)
      if (isRecord(detail) && typeof detail["request_id"] === "string" && detail["request_id"] !== "")
        return detail["request_id"];
  }
  const message = json["message"];
  return typeof message === "string" ? (/\[ReqId: ([^\]]+)\]/.exec(message)?.[1] ?? null) : null;
}

function titleOf(html: string): string {
  const title =
    /<title[^>]*>([^<]*)</i.exec(html)?.[1] ??
    /<pre[^>]*>([^<]*)</i.exec(html)?.[1] ??
    /<h1[^>]*>([^<]*)</i.exec(html)?.[1] ??
    "";
  return title.replaceAll(/\s+/g, " ").trim();
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asText(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function asNumber(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
