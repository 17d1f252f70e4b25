import { isRagstoneError, RemoteError, type RemoteErrorCode } from "@ragstone/core";
import { boundedBytes } from "../requests/bounded-bytes.js";
import { failureOf, type About } from "../transport/failure-of.js";
import { isError } from "../transport/error-body.js";
import { errorText } from "../requests/error-text.js";
import { maxBodyBytes } from "../requests/read-body.js";
import type { Answer2xx } from "../transport/workspace-request.js";
import { AnswerTail } from "./answer-tail.js";
import type { ChatPart } from "./chat-part.js";
import { outputLength } from "./output-length.js";
import { asRecord } from "../requests/as-record.js";
import { readChoice } from "./read-choice.js";
import { readEvents, type ServerEvent } from "./read-events.js";

export interface ReadStreamOptions {
  readonly about: About;
  /** Requested tokens; an answer far beyond them is ended. */
  readonly maxTokens: number;
  readonly signal: AbortSignal | undefined;
}

/** Data that an error of a broken stream repeats. */
interface Broken {
  readonly about: About;
  readonly requestId: string | null;
  readonly partial: { text: string; reasoning: string };
}

/**
 * Parts of a streamed answer. Ends after `[DONE]`, or at the end of the body once a finish reason was there. Comments
 * do not count as life: a stream of nothing else ends after the time of silence, and an answer that has its reason after
 * a few seconds.
 *
 * @throws {@link RemoteError} `stream-cut` when it ends early, `response-too-large` when it goes far beyond `maxTokens`
 * or 64 MiB; `data.partialText` and `data.partialReasoning` contain the received part
 */
export async function* readStream(
  answer: Answer2xx,
  { about, maxTokens, signal }: ReadStreamOptions,
): AsyncGenerator<ChatPart, void, undefined> {
  const { response, requestId, deadline, settle } = answer;
  const tail = new AnswerTail();
  const broken: Broken = { about, requestId, partial: { text: "", reasoning: "" } };
  const output = outputLength(maxTokens);
  let done = false;
  try {
    for await (const { name, data } of untilComplete(readEvents(boundedBytes(response, maxBodyBytes)), tail)) {
      deadline.extend();
      if (data.trim() === "[DONE]") {
        done = true;
        break;
      }
      const chunk = parse(data, broken);
      if (name === "error" || isError(chunk)) throw frameError(chunk, data, broken);
      tail.read(chunk);
      const choices = Array.isArray(chunk["choices"]) ? (chunk["choices"] as unknown[]).map(asRecord) : [];
      const choice = choices.find(({ index = 0 }) => index === 0);
      if (choice === undefined) continue;
      tail.finished(choice);
      if (tail.complete) deadline.conclude();
      for (const part of readChoice(asRecord(choice["delta"] ?? choice["message"]))) {
        if (output.exceededBy(part)) throw cut(output.reason, broken, { code: "response-too-large" });
        if (part.type === "text") broken.partial.text += part.text;
        else if (part.type === "reasoning") broken.partial.reasoning += part.text;
        yield part;
      }
    }
    if (!done && !tail.complete) throw cut("it ended before the answer did", broken);
    if (tail.usage !== null) yield tail.usage;
    yield tail.finish(requestId);
  } catch (error) {
    if (signal?.aborted === true && !isRagstoneError(error)) throw signal.reason;
    throw withPartial(error, broken, deadline.passed);
  } finally {
    deadline.release();
    settle(tail.usage === null ? {} : { inputTokens: tail.usage.inputTokens, outputTokens: tail.usage.outputTokens });
  }
}

/** Events as long as the connection lasts; one that breaks or falls silent after the answer's end loses nothing. */
async function* untilComplete(
  events: AsyncIterable<ServerEvent>,
  tail: AnswerTail,
): AsyncGenerator<ServerEvent, void, undefined> {
  try {
    yield* events;
  } catch (error) {
    if (isRagstoneError(error) || !tail.complete) throw error;
  }
}

/** Errors of reading, with the text that came before them. */
function withPartial(error: unknown, broken: Broken, passed: Answer2xx["deadline"]["passed"]): unknown {
  if (!isRagstoneError(error)) {
    const times = { silence: "nothing came for too long", total: "it was not complete within the time for a stream" };
    return cut(passed === null ? broken.about.redact(errorText(error)) : times[passed], broken);
  }
  const { text, reasoning } = broken.partial;
  if ("partialText" in error.data || text + reasoning === "") return error;
  return cut(error.message.replace(/\.$/, ""), broken, { code: error.code as RemoteErrorCode });
}

function parse(data: string, broken: Broken): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(data));
  } catch {
    throw cut("a frame is not JSON", broken);
  }
}

/** An error in the middle of a stream keeps its meaning in `data.serviceCode`, and the text that came before it. */
function frameError(chunk: Readonly<Record<string, unknown>>, data: string, broken: Broken): RemoteError {
  const nested = asRecord(chunk["error"]);
  const status = [nested["code"], chunk["status"]].find((value) => typeof value === "number") ?? 500;
  const { error } = failureOf(status, new Headers(), data, broken.about);
  return cut(error.message, broken, { serviceCode: error.data["serviceCode"] });
}

function cut(
  why: string,
  { about: { endpoint, host }, requestId, partial: { text, reasoning } }: Broken,
  { code = "stream-cut", serviceCode = null }: { readonly code?: RemoteErrorCode; readonly serviceCode?: unknown } = {},
): RemoteError {
  return new RemoteError(code, `The answer of ${endpoint ?? host} broke off after ${text.length} characters: ${why}.`, {
    hint: "Ask again; the received part is in data.partialText.",
    requestId: requestId ?? undefined,
    data: { endpoint, partialText: text, partialReasoning: reasoning, serviceCode },
  });
}
