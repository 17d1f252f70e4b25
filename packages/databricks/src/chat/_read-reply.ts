import { RemoteError } from "@ragstone/core";
import { readJson } from "../transport/_read-json.js";
import type { Answer2xx } from "../transport/workspace-request.js";
import { AnswerTail } from "./_answer-tail.js";
import type { ChatPart } from "./chat-part.js";
import { asRecord, readChoice } from "./_read-choice.js";

/**
 * Parts of an answer that came whole.
 *
 * @throws {@link RemoteError} `response-invalid` when it holds no choice
 */
export async function readReply(answer: Answer2xx): Promise<readonly ChatPart[]> {
  const json = await readJson(answer);
  const tail = new AnswerTail();
  tail.read(json);
  const choices = Array.isArray(json["choices"]) ? (json["choices"] as unknown[]).map(asRecord) : [];
  const choice = choices.find(({ index = 0 }) => index === 0);
  if (choice === undefined)
    throw new RemoteError("response-invalid", "The answer holds no choice.", {
      hint: "Try again; if it stays, the endpoint is no chat model.",
    });
  tail.finished(choice);
  if (tail.usage !== null)
    answer.settle({ inputTokens: tail.usage.inputTokens, outputTokens: tail.usage.outputTokens });
  return [
    ...readChoice(asRecord(choice["message"])),
    ...(tail.usage === null ? [] : [tail.usage]),
    tail.finish(answer.requestId),
  ];
}
