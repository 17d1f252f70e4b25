import type { OnEvent } from "@ragstone/core";
import type { ResolvedChatModel } from "../catalogue/resolved-model.js";
import type { Answer2xx } from "../transport/workspace-request.js";
import type { Workspace } from "../workspace/workspace.js";
import type { ChatPart } from "./chat-part.js";
import type { ChatRequest } from "./chat-request.js";
import { isRefusedMaxTokens } from "./length-field.js";
import { readReply } from "./read-reply.js";
import { readStream } from "./read-stream.js";
import { wireBody } from "./wire-body.js";

/** One question to one chat model. */
export interface StreamChatOptions {
  readonly workspace: Workspace;
  readonly model: ResolvedChatModel;
  readonly request: ChatRequest;
  /** `false` asks for the answer whole; the parts are the same, fewer and larger. @defaultValue true */
  readonly stream?: boolean;
  /** The caller identity for fair turns at the limits. @defaultValue this call only */
  readonly caller?: object;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: OnEvent | undefined;
}

/**
 * Asks a chat model and yields its answer as it arrives: reasoning apart from text, tool calls in pieces, usage once.
 * A model that refuses `max_tokens` is asked again with `max_completion_tokens`, and from then on only so.
 * Retries transient failures until the answer begins; a later failure is an error that contains the received part.
 *
 * Leaving the loop early ends the request.
 *
 * @throws {@link InvalidOptionError} for a request that the model would refuse
 * @throws {@link RemoteError} `context-overflow` before sending; `stream-cut` with `data.partialText`; and whatever the
 * workspace answers
 */
export async function* streamChat({
  workspace,
  model,
  request,
  stream = true,
  caller = {},
  timeoutMs,
  signal,
  onEvent,
}: StreamChatOptions): AsyncGenerator<ChatPart, void, undefined> {
  const { completionTokens } = workspace;
  const send = () => sendChat({ workspace, model, request, stream, caller, timeoutMs, signal, onEvent });
  yield* await send().catch((error: unknown) => {
    if (completionTokens.has(model.endpoint) || !isRefusedMaxTokens(error)) throw error;
    completionTokens.add(model.endpoint);
    return send();
  });
}

async function sendChat({
  workspace,
  model,
  request,
  stream,
  caller,
  timeoutMs,
  signal,
  onEvent,
}: StreamChatOptions & { readonly stream: boolean; readonly caller: object }): Promise<
  AsyncIterable<ChatPart> | readonly ChatPart[]
> {
  const lengthField = workspace.completionTokens.has(model.endpoint) ? "max_completion_tokens" : "max_tokens";
  const { body, inputTokens, maxTokens, streamed } = wireBody(request, model, { stream, lengthField });
  const signIn = await workspace.signIn();
  const about = { endpoint: model.endpoint, model: model.model, host: signIn.host, redact: signIn.redact };
  return workspace.send<AsyncIterable<ChatPart> | readonly ChatPart[]>({
    method: "POST",
    path: `/serving-endpoints/${encodeURIComponent(model.endpoint)}/invocations`,
    body,
    resolved: model,
    cost: { inputTokens, outputTokens: maxTokens },
    caller,
    timeoutMs,
    signal,
    onEvent,
    streaming: streamed,
    read: (answer) =>
      streamed && isEventStream(answer)
        ? firstPart(readStream(answer, { about, maxTokens, signal }))
        : replyOf(answer, maxTokens),
  });
}

function isEventStream({ response }: Answer2xx): boolean {
  return response.headers.get("content-type")?.includes("text/event-stream") ?? false;
}

/** A complete answer of a service in place of a requested stream is accepted too. */
async function replyOf(answer: Answer2xx, maxTokens: number): Promise<readonly ChatPart[]> {
  const parts = await readReply(answer, maxTokens);
  answer.deadline.release();
  answer.settle({});
  return parts;
}

/** Waits for the first part, so that earlier failures can be retried. */
async function firstPart(parts: AsyncGenerator<ChatPart, void, undefined>): Promise<AsyncIterable<ChatPart>> {
  const first = await parts.next();
  return (async function* () {
    if (first.done === true) return;
    try {
      yield first.value;
      yield* parts;
    } finally {
      await parts.return();
    }
  })();
}
