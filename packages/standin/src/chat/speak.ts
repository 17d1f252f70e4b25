import type { Endpoint } from "../models/endpoints.js";
import type { Quirks } from "../options/quirks.js";
import type { ChatRequest } from "./chat-request.js";
import { pieces } from "./pieces.js";
import type { AnswerPlan, CitedText } from "./plan-answer.js";

interface SpokenCall {
  readonly name: string;
  /** Pieces of the arguments' JSON. */
  readonly arguments: readonly string[];
}

/** The model's output within its limits, cut into tokens. */
export interface Speech {
  readonly reasoning: readonly string[];
  readonly text: readonly string[];
  readonly cited: readonly CitedText[] | null;
  readonly calls: readonly SpokenCall[];
  readonly finish: "stop" | "length" | "tool_calls" | "content_filter";
  readonly outputTokens: number;
}

/** Output tokens that a request may use, given or by default. */
export function maxTokensOf(request: ChatRequest, endpoint: Endpoint, quirks: Quirks): number {
  return request.max_tokens ?? quirks.defaultMaxTokens[endpoint.name] ?? endpoint.model.defaultMaxTokens;
}

/** Applies stop sequences, the thinking budget, `max_tokens` and, when it strikes, the content filter to a plan. */
export function speak(plan: AnswerPlan, request: ChatRequest, maxTokens: number, filtered: boolean): Speech {
  let left = maxTokens;
  let cut = false;
  const take = (all: readonly string[]): string[] => {
    const taken = all.slice(0, Math.max(0, left));
    left -= taken.length;
    if (taken.length < all.length) cut = true;
    return taken;
  };
  const thinks = request.thinking?.type === "enabled" ? request.thinking.budget_tokens : 0;
  const reasoning = take(pieces(plan.reasoning).slice(0, thinks));
  const wanted = pieces(untilStop(plan.text, request.stop));
  const text = take(filtered ? wanted.slice(0, Math.floor(wanted.length / 2)) : wanted);
  const calls = plan.calls.map((call) => {
    take(pieces(call.name));
    return { name: call.name, arguments: take(pieces(call.arguments)) };
  });
  const finish = filtered ? "content_filter" : cut ? "length" : calls.length > 0 ? "tool_calls" : "stop";
  return { reasoning, text, cited: cut || filtered ? null : plan.cited, calls, finish, outputTokens: maxTokens - left };
}

function untilStop(text: string, stop: ChatRequest["stop"]): string {
  const marks = typeof stop === "string" ? [stop] : (stop ?? []);
  const ends = marks
    .filter((mark) => mark !== "")
    .map((mark) => text.indexOf(mark))
    .filter((at) => at !== -1);
  return text.slice(0, Math.min(text.length, ...ends));
}
