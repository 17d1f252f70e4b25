import { boundedFetch } from "./bounded-fetch.js";

/**
 * Fields that OpenAI's clients send by themselves and that a server may refuse, with the field of the same meaning; `null`
 * for one that can be left out.
 */
const replacements = {
  stream_options: null,
  max_tokens: "max_completion_tokens",
  max_completion_tokens: "max_tokens",
} as const;
type Field = keyof typeof replacements;
const fields = Object.keys(replacements) as readonly Field[];

/** Addresses and models, with the fields that they refused. */
export type RefusedFields = Map<string, Set<Field>>;

/**
 * {@link boundedFetch} for servers that speak OpenAI's protocol in part, such as Databricks' model serving: a request that
 * is refused because of a field that only adds counts is sent again without it, one that is refused because of the name of
 * its length limit with the other name, and later ones with the same memory never have it. Errors in
 * another envelope (`{"error_code", "message"}`) are put into OpenAI's, so that their message is not lost.
 */
export function compatibleFetch(refused: RefusedFields): typeof fetch {
  const send: typeof fetch = async (input, init) => {
    const asked = typeof init?.body === "string" ? recordOf(init.body) : {};
    const address = input instanceof Request ? input.url : String(input);
    const key = `${address} ${String(asked["model"])}`;
    const known = refused.get(key) ?? new Set<Field>();
    const sent = withoutFields(asked, known);
    const body = sent === asked ? init?.body : JSON.stringify(sent);
    const response = await boundedFetch(input, { ...init, body });
    if (response.ok) return response;
    const text = await response.text();
    const named = fields.find((field) => Object.hasOwn(sent, field) && isRefused(field, text) && !known.has(field));
    if (response.status !== 400 || named === undefined) return errorResponse(response, text);
    refused.set(key, known.add(named));
    return send(input, init);
  };
  return send;
}

/** Whether the server refuses a field itself, and not its value, such as a length above its cap. */
function isRefused(field: Field, text: string): boolean {
  if (field === "stream_options") return text.includes(field);
  const whole = `\\b${field}\\b`;
  return new RegExp(
    `\\b(unsupported|unknown|unrecognized)\\b[^.]*${whole}|${whole}[^.]*\\bnot (supported|permitted|allowed)\\b|${whole}: extra inputs`,
    "i",
  ).test(text);
}

type Body = Readonly<Record<string, unknown>>;

/** The body itself if nothing changes. A field whose replacement was refused too is sent: the server says what it takes. */
function withoutFields(body: Body, refused: ReadonlySet<Field>): Body {
  let kept = body;
  for (const field of refused) {
    if (!Object.hasOwn(kept, field)) continue;
    const { [field]: value, ...rest } = kept;
    const other = replacements[field];
    if (other === null) kept = rest;
    else if (!refused.has(other)) kept = { ...rest, [other]: value };
  }
  return kept;
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
