import { isRagstoneError } from "@ragstone/core";

/** The field that limits an answer. Databricks documents `max_tokens`; GPT-5 of OpenAI itself takes only the other. */
export type LengthField = "max_tokens" | "max_completion_tokens";

const refusal =
  /\bmax_completion_tokens\b|\b(unsupported|unknown|unrecognized)\b[^.]*\bmax_tokens\b|\bmax_tokens\b[^.]*\bnot (supported|permitted|allowed)\b/i;

/** Whether an answer refuses `max_tokens` as a field, and not its value. */
export function refusesMaxTokens(message: string): boolean {
  return refusal.test(message);
}

/** Whether a request was refused for its `max_tokens`, before any part of the answer came. */
export function isRefusedMaxTokens(error: unknown): boolean {
  return isRagstoneError(error) && error.code === "request-rejected" && refusesMaxTokens(error.message);
}
