import { randomUUID } from "node:crypto";
import type { Answer } from "@ragstone/core";
import { failureOf } from "@ragstone/engine/internal";
import { inCollection } from "../collections/in-collection.js";
import { viewOf } from "../collections/view-of.js";
import type { Handler } from "./call.js";
import type { EventStream } from "../http/event-stream.js";
import { respondWithEvents } from "../http/respond-with-events.js";
import { statusOf } from "../http/status-of.js";
import { annotations } from "../openai/annotations.js";
import { findModel } from "../openai/find-model.js";
import { openaiError } from "../openai/openai-error.js";
import { readMessages } from "../openai/read-messages.js";
import { sourceList } from "../openai/source-list.js";

/** `POST /v1/chat/completions`: an answer in OpenAI's shape, whole or in chunks. */
export const chat: Handler<"openaiChat"> = async ({ body, server, identity, signal, exchange }) => {
  const { collection, generator } = await findModel(body.model, server, identity);
  const { question, ...conversation } = readMessages(body);
  const { temperature, max_tokens: tokens, max_completion_tokens: completionTokens } = body;
  const maxTokens = completionTokens ?? tokens ?? undefined;
  const options = { ...conversation, generator, temperature: temperature ?? undefined, maxTokens };
  const view = viewOf(collection, identity);
  const head = { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model: body.model };
  if (body.stream !== true) {
    const answer = await view.ask(question, { ...options, signal });
    const message = { role: "assistant", content: textOf(answer) + sourceList(answer), refusal: null };
    const extra = extraOf(answer, collection.name);
    const choices = [{ index: 0, message: { ...message, ...extra }, finish_reason: finishOf(answer), logprobs: null }];
    return Response.json({
      ...head,
      object: "chat.completion",
      choices,
      usage: usageOf(answer),
      ragstone: extra.ragstone,
    });
  }
  const limits = { ...server.limits, stopping: server.stopping, fail: sendError };
  return respondWithEvents(exchange, limits, async (events, signal) => {
    const chunk = (rest: object) => events.send({ ...head, object: "chat.completion.chunk", ...rest });
    const delta = (part: object, finish: string | null = null) =>
      chunk({ choices: [{ index: 0, delta: part, finish_reason: finish, logprobs: null }] });
    await delta({ role: "assistant", content: "" });
    let shown = false;
    for await (const part of view.stream(question, { ...options, signal })) {
      if (part.type === "text") {
        shown = true;
        await delta({ content: part.text });
      } else if (part.type === "reasoning") await delta({ reasoning_content: part.text });
      else if (part.type === "answer") {
        const { answer } = part;
        // A refusal may come after text that was already shown.
        const rest = !shown || answer.status === "refused" ? `${shown ? "\n\n" : ""}${textOf(answer)}` : "";
        await delta({ content: rest + sourceList(answer), ...extraOf(answer, collection.name) });
        await delta({}, finishOf(answer));
        if (body.stream_options?.include_usage === true) await chunk({ choices: [], usage: usageOf(answer) });
      }
    }
    await events.sendText("[DONE]");
  });
};

function textOf({ status, text, refusal }: Answer): string {
  return status === "refused" ? (refusal?.message ?? "") : text;
}

function extraOf(answer: Answer, collection: string) {
  return { annotations: annotations(answer, collection), ragstone: inCollection(answer, collection) };
}

function finishOf({ notes }: Answer): string {
  if (notes.some(({ kind }) => kind === "filtered")) return "content_filter";
  return notes.some(({ kind }) => kind === "truncated") ? "length" : "stop";
}

function usageOf({ usage: { inputTokens, outputTokens } }: Answer) {
  return { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: inputTokens + outputTokens };
}

function sendError(events: EventStream, error: unknown): void {
  const failure = failureOf(error);
  events.sendNow(openaiError(failure, statusOf(failure)));
}
