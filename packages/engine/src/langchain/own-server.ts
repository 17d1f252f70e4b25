import { compatibleFetch, type RefusedFields } from "./compatible-fetch.js";

/**
 * Options of OpenAI's clients for another server. Those of one's own mostly want no key, but the clients insist on one.
 */
export async function ownServer(
  baseUrl: string,
  refused: RefusedFields = new Map(),
): Promise<{
  readonly apiKey: string;
  readonly configuration: { readonly baseURL: string; readonly fetch: typeof fetch };
}> {
  const { getEnvironmentVariable } = await import("@langchain/core/utils/env");
  const key = getEnvironmentVariable("OPENAI_API_KEY") ?? "";
  return { apiKey: key === "" ? "none" : key, configuration: { baseURL: baseUrl, fetch: compatibleFetch(refused) } };
}
