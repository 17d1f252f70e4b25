import type { Turn } from "@ragstone/core";
import { maxSystemCharacters } from "../api/max-system-characters.js";
import type { ChatRequest } from "../api/openai-requests.js";
import { RequestError } from "../http/request-error.js";

/** A chat request as a question. */
interface AskedMessages {
  readonly question: string;
  readonly history: readonly Turn[];
  /** Instructions of the caller, as `system` of an `ask` request; `undefined` without any. */
  readonly system: string | undefined;
}

/**
 * The question, which is the last message, with the conversation and the instructions before it. Messages of `system` and
 * `developer` come after the rules of grounding and cannot remove them.
 *
 * @throws {@link RequestError} `invalid-option`, 400, if the last message is not a user's, or the instructions are too long
 */
export function readMessages({ messages }: ChatRequest): AskedMessages {
  const instructions = messages
    .filter(({ role }) => role === "system" || role === "developer")
    .map(({ content }) => textOf(content).trim())
    .filter((text) => text !== "")
    .join("\n\n");
  if (instructions.length > maxSystemCharacters)
    throw new RequestError(
      400,
      "invalid-option",
      `messages: those of system and developer have ${instructions.length} characters.`,
      { hint: `Send at most ${maxSystemCharacters}.`, data: { option: "messages" } },
    );
  const turns = messages.flatMap(({ role, content }): Turn[] =>
    role === "user" || role === "assistant" ? [{ role, text: textOf(content) }] : [],
  );
  const last = turns.pop();
  if (last?.role === "user" && last.text.trim() !== "")
    return { question: last.text, history: turns, system: instructions === "" ? undefined : instructions };
  throw new RequestError(400, "invalid-option", "messages: the last one is not a user's question.", {
    hint: "Send the question as the last message, with the role `user`.",
    data: { option: "messages" },
  });
}

function textOf(content: ChatRequest["messages"][number]["content"]): string {
  if (content === null || content === undefined) return "";
  return typeof content === "string" ? content : content.map(({ text }) => text).join("\n");
}
