import { z } from "zod";
import { list } from "./list.js";
import type { Route } from "./route.js";

const chatModel = z.object({
  spec: z.string(),
  name: z.string(),
  kind: z.enum(["extractive", "model"]),
  available: z.boolean(),
  hint: z.string().nullable(),
  priceKnown: z.boolean(),
});

const embeddingModel = z.object({ spec: z.string(), name: z.string(), available: z.boolean(), dimensions: z.number() });

/** The server itself: models, settings, keys and this description. */
export const serverRoutes = {
  health: {
    method: "get",
    path: "/health",
    summary: "Whether the server runs",
    response: z.object({ status: z.literal("ok") }),
    open: true,
  },
  models: {
    method: "get",
    path: "/api/models",
    summary: "The models that questions may name, those of a running Ollama among them",
    response: z.object({ chat: list(chatModel), embedding: list(embeddingModel) }),
  },
  settings: {
    method: "get",
    path: "/api/settings",
    summary: "What the server is set up for, and what the token may do",
    response: z.object({
      version: z.string(),
      caller: z.string().describe("the token's name, or `user:` and the user's"),
      owner: z.boolean(),
      write: z.boolean(),
      uploadBytes: z.int().describe("of a file that is added, at most"),
      history: z.boolean().describe("whether the server keeps conversations"),
      keys: list(z.string()).describe("providers whose keys may be entered"),
    }),
  },
  keys: {
    method: "post",
    path: "/api/keys",
    summary: "Keeps a provider's key in the server's memory; from this machine only",
    body: z.strictObject({ provider: z.string().min(1), key: z.string().min(1) }),
    response: z.object({ provider: z.string() }),
    owner: true,
  },
  openapi: {
    method: "get",
    path: "/api/openapi.json",
    summary: "This description, as OpenAPI 3.1",
    response: z.object({ openapi: z.string() }).loose(),
    open: true,
  },
} as const satisfies Readonly<Record<string, Route>>;
