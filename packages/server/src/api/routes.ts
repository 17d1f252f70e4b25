import { z } from "zod";
import { chatRequest, embeddingsRequest } from "./openai-requests.js";
import { errorSchema } from "./error-schema.js";
import { filterSchema } from "./filter-schema.js";
import { list } from "./list.js";
import { maxSystemCharacters } from "./max-system-characters.js";
import type { Route } from "./route.js";
import { shapes } from "./shapes.js";

const { range, key, place, hit, citation, answer, block, page } = shapes;

const collectionSchema = z.object({
  name: z.string(),
  folder: z.string().nullable(),
  documents: z.int(),
  chunks: z.int(),
  updatedAt: z.string().nullable(),
  writable: z.boolean(),
  indexing: z.boolean(),
  error: errorSchema.shape.error.nullable(),
});

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

const documentQuery = z.strictObject({ path: z.string().min(1), origin: z.enum(["file", "put"]).default("file") });

const passageQuery = z.strictObject({
  id: z.string().min(1).optional(),
  path: z.string().min(1).optional(),
  origin: z.enum(["file", "put"]).default("file"),
  start: z.coerce.number().int().min(0).optional(),
  end: z.coerce.number().int().min(0).optional(),
});

const filePath = z.strictObject({ path: z.string().min(1) });

const pageQuery = z.strictObject({
  path: z.string().min(1),
  page: z.coerce.number().int().min(1),
  scale: z.coerce.number().min(0.1).max(8).default(1).describe("pixels per point"),
});

const boxesQuery = z.strictObject({
  path: z.string().min(1),
  start: z.coerce.number().int().min(0),
  end: z.coerce.number().int().min(0),
});

/** In points, from the top left of the page as it is shown. */
const box = z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() });
const pageSize = { page: z.int().min(1), width: z.number(), height: z.number() };

const documentsQuery = z.strictObject({
  find: z.string().optional(),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(10_000).default(1000),
});

const listedDocument = z.object({
  ...key,
  state: z
    .enum(["indexed", "failed", "ignored", "waiting-for-ocr", "pending"])
    .describe("pending: the file was added, changed or removed since, which the next run brings into the index"),
  title: z.string().nullable(),
  mediaType: z.string().nullable(),
  bytes: z.number().nullable(),
  modifiedMs: z.number().nullable(),
  chunks: z.int().nullable(),
  reason: z.string().optional(),
  detail: z.string().optional(),
  hint: z.string().optional(),
});

const text = z.object({ text: z.string() });

const chatModel = z.object({
  spec: z.string(),
  name: z.string(),
  kind: z.enum(["extractive", "model"]),
  available: z.boolean(),
  hint: z.string().nullable(),
  priceKnown: z.boolean(),
});

const embeddingModel = z.object({ spec: z.string(), name: z.string(), available: z.boolean(), dimensions: z.number() });

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

const savedAnswer = z.strictObject({ answer: z.record(z.string(), z.unknown()) });

const report = z.record(z.string(), z.unknown());

/** Every route of the API by operation, except `/v1`, `/mcp` and the page's files. `{collection}` is a collection's name. */
export const routes = {
  health: {
    method: "get",
    path: "/health",
    summary: "Whether the server runs",
    response: z.object({ status: z.literal("ok") }),
    open: true,
  },
  collections: {
    method: "get",
    path: "/api/collections",
    summary: "The collections that the token can see",
    response: z.object({ collections: list(collectionSchema) }),
  },
  status: {
    method: "get",
    path: "/api/collections/{collection}/status",
    summary: "What is indexed; a scoped token gets the counts of its own documents",
    response: collectionSchema.extend({ status: z.record(z.string(), z.unknown()).nullable() }),
  },
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
  documents: {
    method: "get",
    path: "/api/collections/{collection}/documents",
    summary: "The documents, ordered by path; `find` keeps paths that contain it",
    query: documentsQuery,
    response: z.object({ total: z.int(), documents: list(listedDocument) }),
  },
  document: {
    method: "get",
    path: "/api/collections/{collection}/document",
    summary: "A document's extracted text, blocks and pages as indexed",
    query: documentQuery,
    response: z.object({
      ...key,
      sha256: z.string(),
      mediaType: z.string(),
      title: z.string().nullable(),
      text: z.string(),
      blocks: list(block),
      pages: list(page),
      current: z.boolean().describe("whether the file's bytes are those that were indexed"),
    }),
  },
  pages: {
    method: "get",
    path: "/api/collections/{collection}/pages",
    summary: "The sizes of a PDF's pages, in points",
    query: filePath,
    response: z.object({ pages: list(z.object(pageSize)) }),
  },
  pageImage: {
    method: "get",
    path: "/api/collections/{collection}/page.png",
    summary: "A page of a PDF as an image; 409 if the file is not the one that was indexed",
    query: pageQuery,
    media: "image/png",
  },
  boxes: {
    method: "get",
    path: "/api/collections/{collection}/boxes",
    summary: "Where exactly the characters `[start, end)` of a PDF's text are drawn; 409 if that is not certain",
    query: boxesQuery,
    response: z.object({ pages: list(z.object({ ...pageSize, boxes: list(box) })) }),
  },
  file: {
    method: "get",
    path: "/api/collections/{collection}/file",
    summary: "The file of a document, to download; 409 if it is not the one that was indexed",
    query: filePath,
    media: "application/octet-stream",
  },
  passage: {
    method: "get",
    path: "/api/collections/{collection}/passage",
    summary: "The passage of a chunk's `id`, or of `path`, `start` and `end`, with its surroundings",
    query: passageQuery,
    response: z.object({
      ...key,
      ...place,
      ...range,
      id: z.string().nullable(),
      text: z.string(),
      before: z.string(),
      after: z.string(),
    }),
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
  index: {
    method: "post",
    path: "/api/collections/{collection}/index",
    summary: "Brings the index up to date with the folder",
    body: z.strictObject({ allowRemoval: z.boolean().default(false) }),
    events: { progress: z.object({ type: z.string() }).loose(), report, error: errorSchema },
    owner: true,
  },
  cancelIndex: {
    method: "delete",
    path: "/api/collections/{collection}/index",
    summary: "Stops the run that a request started; committed documents stay",
    response: z.object({ cancelled: z.boolean() }),
    owner: true,
  },
  events: {
    method: "get",
    path: "/api/collections/{collection}/events",
    summary: "Follows the collection: `changed` after each run that changed something; within a scope, nothing else",
    events: {
      status: z.object({
        indexing: z.boolean(),
        progress: z.object({ done: z.int(), total: z.int(), elapsedMs: z.int() }).nullable(),
        error: errorSchema.shape.error.nullable(),
      }),
      progress: z.object({ type: z.string() }).loose(),
      changed: report,
      failed: errorSchema.shape.error,
      error: errorSchema,
    },
  },
  upload: {
    method: "put",
    path: "/api/collections/{collection}/files",
    summary: "Adds a file to a folder that is opened for writing; the body is its content",
    upload: true,
    query: z.strictObject({ path: z.string().min(1), replace: z.enum(["true", "false"]).default("false") }),
    response: z.object({ path: z.string(), bytes: z.int() }),
    owner: true,
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
  openapi: {
    method: "get",
    path: "/api/openapi.json",
    summary: "This description, as OpenAPI 3.1",
    response: z.object({ openapi: z.string() }).loose(),
    open: true,
  },
} as const satisfies Readonly<Record<string, Route>>;
