import { boundedFetch } from "./bounded-fetch.js";

/** Fields that OpenAI's clients send by themselves and that compatible servers may not know. */
const optionalFields = ["stream_options"] as const;
/** Addresses with the fields that they refused. */
export type RefusedFields = Map<string, Set<string>>;

/**
 * {@link boundedFetch} for servers that speak OpenAI's protocol in part, such as Databricks' model serving: a request that
 * is refused because of a field that only adds counts is sent again without it, and later ones with the same memory never have it. Errors in
 * another envelope (`{"error_code", "message"}`) are put into OpenAI's, so that their message is not lost.
 */
export function compatibleFetch(refused: RefusedFields): typeof fetch {
  const send: typeof fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    const known = refused.get(address) ?? new Set<string>();
    const response = await boundedFetch(input, { ...init, body: withoutFields(init?.body, known) });
    if (response.ok) return response;
    const text = await response.text();
    const named = optionalFields.find(
      (field) => !known.has(field) && text.includes(field) && hasField(init?.body, field),
    );
    if (response.status !== 400 || named === undefined) return errorResponse(response, text);
    refused.set(address, known.add(named));
    return send(input, init);
  };
  return send;
}

function hasField(body: RequestInit["body"], field: string): boolean {
  return typeof body === "string" && Object.hasOwn(recordOf(body), field);
}

function withoutFields(body: RequestInit["body"], fields: ReadonlySet<string>): RequestInit["body"] {
  if (typeof body !== "string" || fields.size === 0) return body;
  const record = recordOf(body);
  const kept = Object.entries(record).filter(([name]) => !fields.has(name));
  return kept.length === Object.keys(record).length ? body : JSON.stringify(Object.fromEntries(kept));
}

function errorResponse({ status, statusText, headers }: Response, text: string): Response {
  const { error_code: code, message, error } = recordOf(text);
  const body = error === undefined && typeof message === "string" ? JSON.stringify({ error: { message, code } }) : text;
  // The body was decompressed and may have another length now.
  const kept = new Headers(headers);
  kept.delete("content-encoding");
  kept.delete("content-length");
  return new Response(body, { status, statusText, headers: kept });
}

function recordOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : {};
  } catch {
    return {};
  }
}
