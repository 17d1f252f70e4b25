import { compatibleFetch, type RefusedFields } from "./compatible-fetch.js";
import { openaiKey } from "./openai-key.js";

/**
 * Options of OpenAI's clients for another server. Those of one's own mostly want no key, but the clients insist on one.
 */
export function ownServer(
  baseUrl: string,
  refused: RefusedFields = new Map(),
): {
  readonly apiKey: string;
  readonly configuration: { readonly baseURL: string; readonly fetch: typeof fetch };
} {
  return { apiKey: openaiKey() ?? "none", configuration: { baseURL: baseUrl, fetch: compatibleFetch(refused) } };
}
