import { RemoteError } from "@ragstone/core";
import { readJson } from "../transport/read-json.js";
import type { Answer2xx } from "../transport/workspace-request.js";
import { AnswerTail } from "./answer-tail.js";
import type { ChatPart } from "./chat-part.js";
import { outputLength } from "./output-length.js";
import { asRecord } from "../requests/as-record.js";
import { readChoice } from "./read-choice.js";

/** Most bytes of an answer that came whole: the longest of any model, many times over. */
const maxBytes = 16 * 1_048_576;

/**
 * Parts of an answer that came whole.
 *
 * @throws {@link RemoteError} `response-invalid` when it has no list of choices, `response-too-large` when it goes far beyond
 * `maxTokens`
 */
export async function readReply(answer: Answer2xx, maxTokens: number): Promise<readonly ChatPart[]> {
  const json = await readJson(answer, maxBytes);
  const tail = new AnswerTail();
  tail.read(json);
  if (!Array.isArray(json["choices"]))
    throw new RemoteError("response-invalid", "The answer contains no list of choices.", {
      hint: "Try again; if it stays, the endpoint is no chat model.",
    });
  const choices = (json["choices"] as unknown[]).map(asRecord);
  // An empty list is an answer without content, which the caller judges as it does an empty text.
  const choice = choices.find(({ index = 0 }) => index === 0) ?? {};
  tail.finished(choice);
  if (tail.usage !== null)
    answer.settle({ inputTokens: tail.usage.inputTokens, outputTokens: tail.usage.outputTokens });
  const output = outputLength(maxTokens);
  const parts = [...readChoice(asRecord(choice["message"]))];
  if (parts.some((part) => output.exceededBy(part)))
    throw new RemoteError("response-too-large", `The answer was not taken: ${output.reason}.`, {
      hint: "Check what answers at this endpoint: it does not keep to max_tokens.",
    });
  return [...parts, ...(tail.usage === null ? [] : [tail.usage]), tail.finish(answer.requestId)];
}
