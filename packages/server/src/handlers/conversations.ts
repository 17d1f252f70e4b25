import { RequestError } from "../http/request-error.js";
import type { History } from "../history/history.js";
import type { ServerContext } from "../context/server-context.js";
import type { Handler } from "./call.js";

/** The caller's own conversations. */
export const listConversations: Handler<"conversations"> = async ({ server, identity }) => ({
  conversations: await kept(server).list(identity.name),
});

export const getConversation: Handler<"conversation"> = async ({ server, identity, query }) =>
  kept(server).read(identity.name, query.id);

export const saveConversation: Handler<"saveConversation"> = async ({ server, identity, query, body }) =>
  kept(server).save(identity.name, query.id, body);

export const eraseConversation: Handler<"eraseConversation"> = async ({ server, identity, query }) => ({
  erased: await kept(server).erase(identity.name, query.id),
});

export const eraseConversations: Handler<"eraseConversations"> = async ({ server, identity }) => ({
  erased: await kept(server).erase(identity.name),
});

function kept({ history }: ServerContext): History {
  if (history !== null) return history;
  throw new RequestError(404, "history-off", "The server keeps no conversations.", {
    hint: "Start it with a folder for its history.",
  });
}
