import { z } from "zod";
import { list } from "./list.js";
import type { Route } from "./route.js";

const conversationQuery = z.strictObject({ id: z.string().regex(/^[\w-]{8,64}$/u) });

const conversationBody = z.strictObject({
  collection: z.string(),
  exchanges: z.array(z.record(z.string(), z.unknown())).max(1000).readonly(),
});

const listedConversation = z.object({
  id: z.string(),
  title: z.string(),
  collection: z.string(),
  exchanges: z.int(),
  updatedAt: z.string(),
});

/** The conversations that the server keeps. */
export const conversationRoutes = {
  conversations: {
    method: "get",
    path: "/api/conversations",
    summary: "The caller's conversations, newest first, where the server keeps any",
    response: z.object({ conversations: list(listedConversation) }),
  },
  conversation: {
    method: "get",
    path: "/api/conversation",
    summary: "One of the caller's conversations",
    query: conversationQuery,
    response: conversationBody,
  },
  saveConversation: {
    method: "put",
    path: "/api/conversation",
    summary: "Keeps a conversation, in place of one with this id",
    query: conversationQuery,
    body: conversationBody,
    response: listedConversation,
  },
  eraseConversation: {
    method: "delete",
    path: "/api/conversation",
    summary: "Erases one of the caller's conversations",
    query: conversationQuery,
    response: z.object({ erased: z.int() }),
  },
  eraseConversations: {
    method: "delete",
    path: "/api/conversations",
    summary: "Erases all of the caller's conversations",
    response: z.object({ erased: z.int() }),
  },
} as const satisfies Readonly<Record<string, Route>>;
