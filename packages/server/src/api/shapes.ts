import { z } from "zod";
import { list } from "./list.js";

/** Half-open, in UTF-16 units of the document's extracted text. */
const range = { start: z.int().min(0), end: z.int().min(0) };
const key = { origin: z.enum(["file", "put"]), path: z.string() };
const place = {
  ...range,
  headings: list(z.string()),
  pages: list(z.number()),
  pageLabels: list(z.string()).optional(),
};
const spanSchema = z.object(range);

const explanationSchema = z.object({
  fusion: z.number(),
  features: z.unknown(),
  identifiers: z.number().nullable(),
  verbatim: z.boolean(),
  demoted: z.boolean(),
  reranked: z.object({ name: z.string(), score: z.number() }).nullable(),
});

const hitSchema = z.object({
  ...key,
  ...place,
  rank: z.int().min(1),
  id: z.string(),
  score: z.number(),
  scores: z.object({ text: z.number(), vector: z.number().nullable() }),
  text: z.string(),
  collection: z.string().optional(),
  copies: list(z.string()).optional(),
  highlights: list(spanSchema).optional(),
  explanation: explanationSchema.optional(),
});

const citationSchema = z.object({
  ...key,
  ...place,
  id: z.int(),
  sha256: z.string(),
  quote: z.string(),
  collection: z.string().optional(),
});

const claimSchema = z.object({
  ...range,
  text: z.string(),
  citations: list(z.int()),
  verdict: z.enum(["quoted", "checked", "unsupported", "unverified"]),
  problems: list(z.string()),
  key: spanSchema.optional(),
  computed: z.string().optional(),
});

const refusalSchema = z.object({
  reason: z.enum(["no-evidence", "uncertain", "unsupported", "needs-whole-document"]),
  message: z.string(),
  missing: list(z.string()),
  closest: list(z.object({ ...key, ...place, quote: z.string() })).optional(),
});

const noteSchema = z.object({
  kind: z.enum(["conflict", "stale", "language", "partial", "truncated", "filtered", "corrected"]),
  message: z.string(),
  citations: list(z.int()),
  newer: z.int().optional(),
});

const answerSchema = z.object({
  question: z.string(),
  status: z.enum(["answered", "refused"]),
  text: z.string(),
  model: z.string(),
  confidence: z.number().nullable(),
  claims: list(claimSchema),
  citations: list(citationSchema),
  refusal: refusalSchema.nullable(),
  sources: list(hitSchema),
  reasoning: z.string().nullable(),
  notes: list(noteSchema),
  usage: z.object({ inputTokens: z.number(), outputTokens: z.number(), costUsd: z.number().nullable() }),
  elapsedMs: z.number(),
});

const blockSchema = z.object({
  ...range,
  kind: z.string(),
  level: z.number().optional(),
  listId: z.number().optional(),
  label: z.string().optional(),
  header: spanSchema.optional(),
  cells: list(
    z.object({ ...range, type: z.string(), value: z.union([z.number(), z.string(), z.boolean()]) }),
  ).optional(),
  language: z.string().optional(),
});

/** The JSON objects that several routes share, as the command prints them. */
export const shapes = {
  range,
  key,
  place,
  hit: hitSchema,
  citation: citationSchema,
  answer: answerSchema,
  block: blockSchema,
  page: z.object({ ...range, page: z.int().min(1), label: z.string().optional() }),
};
