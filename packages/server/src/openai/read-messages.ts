import type { Turn } from "@ragstone/core";
import { RequestError } from "../http/request-error.js";
import type { ChatRequest } from "../api/openai-requests.js";

/**
 * The question, which is the last message, with the conversation before it. Instructions of `system` messages are left
 * out: the prompt that makes answers verifiable is fixed.
 *
 * @throws {@link RequestError} `invalid-option`, 400, if the last message is not a user's
 */
export function readMessages({ messages }: ChatRequest): {
  readonly question: string;
  readonly history: readonly Turn[];
} {
  const turns = messages.flatMap(({ role, content }): Turn[] =>
    role === "user" || role === "assistant" ? [{ role, text: textOf(content) }] : [],
  );
  const last = turns.pop();
  if (last?.role === "user" && last.text.trim() !== "") return { question: last.text, history: turns };
  throw new RequestError(400, "invalid-option", "messages: the last one is not a user's question.", {
    hint: "Send the question as the last message, with the role `user`.",
    data: { option: "messages" },
  });
}

function textOf(content: ChatRequest["messages"][number]["content"]): string {
  if (content === null || content === undefined) return "";
  return typeof content === "string" ? content : content.map(({ text }) => text).join("\n");
}
