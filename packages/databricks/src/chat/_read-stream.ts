import { isRagstoneError, RemoteError } from "@ragstone/core";
import { failureOf, type About } from "../transport/_failure-of.js";
import { errorText } from "../requests/_error-text.js";
import type { Answer2xx } from "../transport/workspace-request.js";
import { AnswerTail } from "./_answer-tail.js";
import type { ChatPart } from "./chat-part.js";
import { asRecord, readChoice } from "./_read-choice.js";
import { readEvents } from "./_read-events.js";

/**
 * Parts of a streamed answer. Ends after `[DONE]`, or at the end of the body once a finish reason was there.
 *
 * @throws {@link RemoteError} `stream-cut` when it ends before; `data.partialText` and `data.partialReasoning` keep
 * what came
 */
export async function* readStream(
  answer: Answer2xx,
  about: About,
  signal: AbortSignal | undefined,
): AsyncGenerator<ChatPart, void, undefined> {
  const { response, requestId, deadline, settle } = answer;
  const tail = new AnswerTail();
  const partial = { text: "", reasoning: "" };
  let done = false;
  try {
    if (response.body !== null) {
      for await (const data of readEvents(response.body, () => deadline.extend())) {
        if (data === "[DONE]") {
          done = true;
          break;
        }
        const chunk = parse(data, about, requestId, partial);
        if (chunk["error_code"] !== undefined || chunk["error"] !== undefined)
          throw frameError(chunk, data, about, requestId, partial);
        tail.read(chunk);
        const choices = Array.isArray(chunk["choices"]) ? (chunk["choices"] as unknown[]).map(asRecord) : [];
        const choice = choices.find(({ index = 0 }) => index === 0);
        if (choice === undefined) continue;
        tail.finished(choice);
        for (const part of readChoice(asRecord(choice["delta"] ?? choice["message"]))) {
          if (part.type === "text") partial.text += part.text;
          else if (part.type === "reasoning") partial.reasoning += part.text;
          yield part;
        }
      }
    }
    if (!done && !tail.complete) throw cut("it ended before the answer did", about, requestId, partial);
    if (tail.usage !== null) yield tail.usage;
    yield tail.finish(requestId);
  } catch (error) {
    if (isRagstoneError(error)) throw error;
    if (signal?.aborted === true) throw signal.reason;
    throw cut(
      deadline.passed ? "nothing came for too long" : about.redact(errorText(error)),
      about,
      requestId,
      partial,
    );
  } finally {
    deadline.release();
    settle(tail.usage === null ? {} : { inputTokens: tail.usage.inputTokens, outputTokens: tail.usage.outputTokens });
  }
}

interface Received {
  readonly text: string;
  readonly reasoning: string;
}

function parse(
  data: string,
  about: About,
  requestId: string | null,
  partial: Received,
): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(data));
  } catch {
    throw cut("a frame is not JSON", about, requestId, partial);
  }
}

/** An error in the middle of a stream keeps its meaning in `data.serviceCode`, and the text that came before it. */
function frameError(
  chunk: Readonly<Record<string, unknown>>,
  data: string,
  about: About,
  requestId: string | null,
  partial: Received,
): RemoteError {
  const nested = asRecord(chunk["error"]);
  const status = [nested["code"], chunk["status"]].find((value) => typeof value === "number") ?? 500;
  const { error } = failureOf(status, new Headers(), data, about);
  return cut(error.message, about, requestId, partial, error.data["serviceCode"]);
}

function cut(
  why: string,
  { endpoint, host }: About,
  requestId: string | null,
  { text, reasoning }: Received,
  serviceCode: unknown = null,
): RemoteError {
  return new RemoteError(
    "stream-cut",
    `The answer of ${endpoint ?? host} broke off after ${text.length} characters: ${why}.`,
    {
      hint: "Ask again; what came is kept in data.partialText.",
      requestId: requestId ?? undefined,
      data: { endpoint, partialText: text, partialReasoning: reasoning, serviceCode },
    },
  );
}
