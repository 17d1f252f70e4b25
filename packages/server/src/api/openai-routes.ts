import { z } from "zod";
import { chatRequest, embeddingsRequest } from "./openai-requests.js";
import { list } from "./list.js";
import type { Route } from "./route.js";

/** OpenAI's protocol. */
export const openaiRoutes = {
  openaiModels: {
    method: "get",
    path: "/v1/models",
    summary: "OpenAI: each collection with each model that is set up",
    response: z.object({
      object: z.literal("list"),
      data: list(z.object({ id: z.string(), object: z.literal("model"), created: z.int(), owned_by: z.string() })),
    }),
  },
  openaiChat: {
    method: "post",
    path: "/v1/chat/completions",
    summary: "OpenAI: an answer, with its sources as text, as `annotations`, and whole in `ragstone`",
    body: chatRequest,
    media: "application/json",
  },
  openaiEmbeddings: {
    method: "post",
    path: "/v1/embeddings",
    summary: "OpenAI: vectors of a collection's embedder",
    body: embeddingsRequest,
    media: "application/json",
  },
} as const satisfies Readonly<Record<string, Route>>;
