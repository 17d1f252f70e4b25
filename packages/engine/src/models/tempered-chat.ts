import { isRagstoneError } from "@ragstone/core";
import { streamChat, type ChatPart, type ChatRequest, type StreamChatOptions } from "@ragstone/databricks";

/** Answers, rewritten questions and verdicts repeat the sources: the likeliest wording is the right one. */
const defaultTemperature = 0;

/** Asks a chat endpoint at a temperature. */
export type TemperedChat = (request: ChatRequest, signal: AbortSignal | undefined) => AsyncIterable<ChatPart>;

/**
 * Sends requests with a temperature: the request's, else the given one, else 0. A model that refuses the default is
 * asked again without one, and from then on never sent it; a temperature that somebody chose is not dropped.
 */
export function temperedChat({
  temperature: given,
  ...endpoint
}: Pick<StreamChatOptions, "workspace" | "model"> & { readonly temperature: number | undefined }): TemperedChat {
  let refused = false;
  return async function* chat(request, signal) {
    const chosen = request.temperature ?? given;
    const temperature = chosen ?? (refused ? undefined : defaultTemperature);
    try {
      yield* streamChat({ ...endpoint, request: { ...request, temperature }, signal });
    } catch (error) {
      if (chosen !== undefined || temperature === undefined || !refusesTemperature(error)) throw error;
      refused = true;
      yield* streamChat({ ...endpoint, request: { ...request, temperature: undefined }, signal });
    }
  };
}

/** A request is refused before its answer begins, so that nothing was shown of it. */
function refusesTemperature(error: unknown): boolean {
  return isRagstoneError(error) && error.code === "request-rejected" && /temperature/iu.test(error.message);
}
