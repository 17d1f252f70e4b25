import { documentName } from "@ragstone/core";
import { viewOf } from "../collections/view-of.js";
import { RequestError } from "../http/request-error.js";
import type { History } from "../history/history.js";
import { withholdHidden } from "../history/withhold-hidden.js";
import type { ServerContext } from "../context/server-context.js";
import type { Handler } from "./call.js";

/** The caller's own conversations. */
export const listConversations: Handler<"conversations"> = async ({ server, identity }) => ({
  conversations: await kept(server).list(identity.name),
});

/** What was hidden from the caller since is not shown again. */
export const getConversation: Handler<"conversation"> = async ({ server, identity, query, signal }) => {
  const conversation = await kept(server).read(identity.name, query.id);
  if (identity.scope === null) return conversation;
  const seen = new Map<string, ReadonlySet<string>>();
  for (const [name, collection] of server.collections) {
    const documents = await viewOf(collection, identity).documents({ signal });
    seen.set(name, new Set(documents.map(documentName)));
  }
  return withholdHidden(conversation, seen);
};

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
