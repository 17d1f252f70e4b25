import { z } from "zod";
import { errorSchema } from "./error-schema.js";
import { filterSchema } from "./filter-schema.js";
import { list } from "./list.js";
import { maxSystemCharacters } from "./max-system-characters.js";
import type { Route } from "./route.js";
import { shapes } from "./shapes.js";

const { key, hit, citation, answer } = shapes;

const reading = {
  k: z.int().min(1).max(1000).optional(),
  mode: z.enum(["hybrid", "vector", "text"]).optional(),
  filter: filterSchema.optional(),
  diversity: z.number().min(0).max(1).optional(),
  expand: z.enum(["neighbours", "section"]).optional(),
};

const searchBody = z.strictObject({
  query: z.string().min(1),
  ...reading,
  onePerDocument: z.boolean().optional(),
  allCopies: z.boolean().optional(),
  explain: z.boolean().optional(),
});

const history = z.array(z.strictObject({ role: z.enum(["user", "assistant"]), text: z.string() })).optional();

/** What models accept and the extractive generator ignores. */
const sampling = {
  maxTokens: z.int().min(1).optional(),
  temperature: z.number().min(0).max(2).optional(),
  system: z.string().max(maxSystemCharacters).optional().describe("further instructions, after the rules of grounding"),
  thinkingTokens: z
    .union([z.literal(0), z.int().min(1024)])
    .optional()
    .describe("tokens for reasoning, of models that think; 0 for the model's default"),
};

const chatBody = z.strictObject({
  question: z.string().min(1),
  model: z.string().min(1).optional(),
  ...sampling,
  history,
});

const askBody = z.strictObject({
  question: z.string().min(1),
  ...reading,
  model: z.string().min(1).optional(),
  policy: z.enum(["mark", "drop", "strict"]).optional(),
  ...sampling,
  history,
  rounds: z.int().min(1).max(3).optional(),
  decompose: z.boolean().optional(),
  repair: z.boolean().optional(),
  stream: z.boolean().default(false),
});

const text = z.object({ text: z.string() });

const savedAnswer = z.strictObject({ answer: z.record(z.string(), z.unknown()) });

/** Search, answers, and what is done with an answer. */
export const askingRoutes = {
  search: {
    method: "post",
    path: "/api/collections/{collection}/search",
    summary: "Ranked passages, no generation",
    body: searchBody,
    response: z.object({
      query: z.string(),
      mode: z.string(),
      corrected: list(z.object({ from: z.string(), to: z.string() })).nullable(),
      hits: list(hit),
      elapsedMs: z.number(),
    }),
  },
  ask: {
    method: "post",
    path: "/api/collections/{collection}/ask",
    summary: "A grounded answer; with `stream`, its parts as events",
    body: askBody,
    response: answer,
    events: {
      text,
      reasoning: text,
      citation: z.object({ citation }),
      waiting: z.object({ message: z.string(), delayMs: z.number() }),
      answer: z.object({ answer }),
      error: errorSchema,
    },
  },
  chat: {
    method: "post",
    path: "/api/collections/{collection}/chat",
    summary: "UNGROUNDED: plain chat with a model, without documents; nothing is verified",
    body: chatBody,
    events: {
      text,
      reasoning: text,
      waiting: z.object({ message: z.string(), delayMs: z.number() }),
      done: z.object({
        grounded: z.literal(false),
        model: z.string(),
        finish: z.string(),
        usage: z.object({ inputTokens: z.number(), outputTokens: z.number(), costUsd: z.number().nullable() }),
        elapsedMs: z.number(),
      }),
      error: errorSchema,
    },
  },
  verify: {
    method: "post",
    path: "/api/collections/{collection}/verify",
    summary: "Checks a saved answer against today's files",
    body: savedAnswer,
    response: z.object({ citations: list(z.object({ ...key, id: z.number(), state: z.string() })) }),
  },
  export: {
    method: "post",
    path: "/api/collections/{collection}/export",
    summary: "An answer as one static page, to download",
    body: savedAnswer,
    media: "text/html",
  },
} as const satisfies Readonly<Record<string, Route>>;
