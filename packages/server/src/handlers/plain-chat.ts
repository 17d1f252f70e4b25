import { randomBytes } from "node:crypto";
import { RequestError } from "../http/request-error.js";
import { respondWithEvents } from "../http/respond-with-events.js";
import type { Handler } from "./call.js";

/** Ungrounded: what a model says without documents, to compare with. Reads nothing of the collection but its model. */
export const plainChat: Handler<"chat"> = async ({ collection, identity, body, exchange, server }) => {
  const { model: requested, history = [], thinkingTokens, ...request } = body;
  const started = performance.now();
  const generator = await collection.rag.generator(server.models.check(requested, identity));
  const { name: model, kind, usdPerMillionTokens: price } = generator;
  if (kind === "extractive")
    throw new RequestError(400, "not-supported", `${model} only quotes documents: it cannot chat without them.`, {
      hint: "Choose a model, or ask with documents.",
    });
  return respondWithEvents(exchange, { ...server.limits, stopping: server.stopping }, async (events, signal) => {
    const usage = { inputTokens: 0, outputTokens: 0 };
    let finish = "stop";
    const budget = thinkingTokens === 0 ? undefined : thinkingTokens;
    const nonce = randomBytes(9).toString("hex");
    const asked = { ...request, history, thinkingTokens: budget, passages: [], nonce, plain: true, signal };
    for await (const part of generator.generate(asked)) {
      if (part.type === "text" || part.type === "reasoning") await events.send({ text: part.text }, part.type);
      else if (part.type === "usage") {
        usage.inputTokens += part.inputTokens;
        usage.outputTokens += part.outputTokens;
      } else if (part.type === "finish") finish = part.reason;
    }
    const { inputTokens, outputTokens } = usage;
    const costUsd = price === null ? null : (inputTokens * price.input + outputTokens * price.output) / 1e6;
    const elapsedMs = Math.round(performance.now() - started);
    await events.send({ grounded: false, model, finish, usage: { ...usage, costUsd }, elapsedMs }, "done");
  });
};
