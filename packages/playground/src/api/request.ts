import { ApiError } from "./api-error.js";

/** What a request needs besides its address. */
export interface RequestDetails {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON, or as it is when it is a `Blob`. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/**
 * Calls the server that served the page.
 *
 * @throws {@link ApiError} with the server's code, message and hint; `unreachable` where nothing answers
 */
export async function request(token: string | null, path: string, details: RequestDetails = {}): Promise<Response> {
  const response = await send(token, path, details);
  if (!response.ok) throw await errorOf(response);
  return response;
}

/**
 * The same, whatever the status of the response.
 *
 * @throws {@link ApiError} `unreachable` where nothing answers
 */
export async function send(token: string | null, path: string, details: RequestDetails = {}): Promise<Response> {
  const { method = "GET", body, signal } = details;
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const raw = body instanceof Blob;
  if (body !== undefined) headers["content-type"] = raw ? "application/octet-stream" : "application/json";
  const content = raw ? body : JSON.stringify(body);
  return fetch(path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: content }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted === true) throw error;
    throw new ApiError({ code: "unreachable", message: "unreachable" });
  });
}

async function errorOf(response: Response): Promise<ApiError> {
  const reply: unknown = await response.json().catch(() => null);
  return toApiError(reply, response.statusText);
}

/** The error in a reply or an event: `{ error: { code, message, hint } }`. */
export function toApiError(reply: unknown, otherwise: string): ApiError {
  const { error } = (reply ?? {}) as { error?: { code?: string; message?: string; hint?: string | null } };
  return new ApiError({ code: "failed", message: otherwise, ...error });
}
