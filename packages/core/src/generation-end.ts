/** How a model's answer ended. Only `stop` is a finished answer; `unknown` is a reason that no service documents. */
export type GenerationEnd = "stop" | "length" | "tool-calls" | "content-filter" | "unknown";

/**
 * The words of the services, in lower case: OpenAI, Databricks and Ollama (`finish_reason`), Anthropic and Bedrock
 * (`stop_reason`), Gemini (`finishReason`), text-generation-inference.
 */
const reasons: Readonly<Record<Exclude<GenerationEnd, "unknown">, readonly string[]>> = {
  stop: ["stop", "end_turn", "stop_sequence", "eos_token"],
  length: ["length", "max_tokens", "max_output_tokens", "model_context_window_exceeded"],
  "tool-calls": ["tool_calls", "tool_use", "function_call"],
  "content-filter": [
    "content_filter",
    "content_filtered",
    "refusal",
    "guardrail_intervened",
    "safety",
    "recitation",
    "blocklist",
    "prohibited_content",
    "spii",
  ],
};

const ends: ReadonlyMap<string, GenerationEnd> = new Map(
  Object.entries(reasons).flatMap(([end, words]) => words.map((word) => [word, end as GenerationEnd] as const)),
);

/** Reads the reason that a service gives for the end of an answer. Case is ignored. */
export function generationEnd(reason: string): GenerationEnd {
  return ends.get(reason.toLowerCase()) ?? "unknown";
}
