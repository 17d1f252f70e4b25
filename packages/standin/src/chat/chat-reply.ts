import { jsonReply } from "../replies/reply.js";
import type { BodyReply } from "../replies/reply.js";
import { callIds, citationOf, envelope, finishReason, reasoningItem, usage } from "./chat-parts.js";
import type { Answering } from "./chat-parts.js";

/** The whole answer as one `chat.completion`. */
export function chatReply(answering: Answering): BodyReply {
  const { request, speech } = answering;
  const choices = Array.from({ length: request.n ?? 1 }, (_, index) => ({
    index,
    message: message(answering),
    finish_reason: finishReason(answering),
    logprobs: answering.endpoint.model.family === "claude" ? undefined : logprobs(answering),
  }));
  return jsonReply(200, {
    ...envelope(answering, "chat.completion"),
    choices,
    usage: usage(answering, speech.outputTokens * (request.n ?? 1)),
  });
}

function message(answering: Answering): object {
  const { speech } = answering;
  if (speech.calls.length === 0) return { role: "assistant", content: content(answering) };
  const ids = callIds(speech);
  const calls = speech.calls.map((call, i) => ({
    id: ids[i]!,
    type: "function",
    function: { name: call.name, arguments: call.arguments.join("") },
  }));
  return { role: "assistant", content: speech.reasoning.length === 0 ? null : content(answering), tool_calls: calls };
}

/** A string, or items when there is reasoning or there are citations. */
function content({ request, speech, quirks }: Answering): unknown {
  const text = speech.text.join("");
  const reasoning = speech.reasoning.length === 0 ? [] : [reasoningItem(speech.reasoning.join(""), true, quirks)];
  if (speech.cited !== null) {
    const items = speech.cited.map((item) => ({
      type: "text",
      text: item.text,
      [quirks.citationsField]: item.citation === null ? undefined : [citationOf(item.citation, request)],
    }));
    return [...reasoning, ...items];
  }
  if (reasoning.length === 0) return text;
  return text === "" ? reasoning : [...reasoning, { type: "text", text }];
}

/** Only provisioned endpoints give log probabilities; every token is certain here. */
function logprobs({ request, endpoint, speech }: Answering): object | null {
  if (request.logprobs !== true || !endpoint.provisioned) return null;
  return {
    content: speech.text.map((token) => ({ token, logprob: 0, bytes: [...Buffer.from(token)], top_logprobs: [] })),
  };
}
