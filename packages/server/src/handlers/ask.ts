import { inCollection, partInCollection } from "../collections/in-collection.js";
import { viewOf } from "../collections/view-of.js";
import { respondWithEvents } from "../http/respond-with-events.js";
import { waitingOf } from "../models/waiting-of.js";
import type { Handler } from "./call.js";

export const ask: Handler<"ask"> = async ({ collection, identity, body, signal, exchange, server }) => {
  const { question, stream, model, thinkingTokens, ...options } = body;
  const view = viewOf(collection, identity);
  const generator = server.models.check(model, identity);
  const asked = { ...options, generator, thinkingTokens: thinkingTokens === 0 ? undefined : thinkingTokens };
  if (!stream) return inCollection(await view.ask(question, { ...asked, signal }), collection.name);
  return respondWithEvents(exchange, { ...server.limits, stopping: server.stopping }, async (events, signal) => {
    const onEvent = waitingOf((waiting) => events.sendNow(waiting, "waiting"));
    for await (const part of view.stream(question, { ...asked, signal, onEvent })) {
      const { type, ...data } = partInCollection(part, collection.name);
      await events.send(data, type);
    }
  });
};
