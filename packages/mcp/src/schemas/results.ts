import * as z from "zod";

const range = { start: z.number(), end: z.number() };

/** Fields of a document's place that every passage has. */
const place = {
  origin: z.enum(["file", "put"]),
  path: z.string(),
  ...range,
  headings: z.array(z.string()),
  pages: z.array(z.number()),
};

/** What a budget left out, and how to get it. */
const leftOut = z
  .array(z.looseObject({ what: z.string(), how: z.string() }))
  .optional()
  .describe("What did not fit the budget, and how to get it");

/** Fields that every result may have beyond the JSON of its command. */
const resultExtras = {
  leftOut,
  notices: z.array(z.string()).optional().describe("The state of the index, where it matters for the result"),
};

/** A hit of a search. */
const hit = z.looseObject({
  ...place,
  rank: z.number(),
  id: z.string(),
  score: z.number(),
  text: z.string(),
  collection: z.string().optional().describe("Where the server has several folders"),
});

/** The JSON of `ragstone search`. */
export const searchResult = z.looseObject({
  query: z.string(),
  mode: z.string(),
  corrected: z.array(z.looseObject({ from: z.string(), to: z.string() })).nullable(),
  hits: z.array(hit),
  elapsedMs: z.number(),
  ...resultExtras,
});

/** The JSON of `ragstone show`. */
export const readResult = z.looseObject({
  ...place,
  id: z.string().nullable(),
  text: z.string(),
  before: z.string(),
  after: z.string(),
  collection: hit.shape.collection,
  ...resultExtras,
});

const claim = z.looseObject({
  start: z.number(),
  end: z.number(),
  text: z.string(),
  citations: z.array(z.number()).describe("Ids of citations"),
  verdict: z.string().describe("quoted or checked: supported; unsupported: contradicted; unverified: nothing found"),
  problems: z.array(z.string()),
});

const citation = z.looseObject({ ...place, id: z.number(), sha256: z.string(), quote: z.string() });

/** The JSON of `ragstone ask`. */
export const askResult = z.looseObject({
  question: z.string(),
  status: z.enum(["answered", "refused"]),
  text: z.string(),
  model: z.string(),
  confidence: z.number().nullable(),
  claims: z.array(claim),
  citations: z.array(citation),
  refusal: z.looseObject({ reason: z.string(), message: z.string() }).nullable(),
  sources: z.array(hit),
  notes: z.array(z.looseObject({ kind: z.string(), message: z.string() })),
  collection: hit.shape.collection,
  ...resultExtras,
});

/** A text with a verdict on each claim, as `verifyText()` of the library gives it. */
export const verifyResult = z.looseObject({
  text: z.string().describe("The text with its citations as [id]"),
  claims: z.array(claim),
  citations: z.array(citation),
  collection: hit.shape.collection,
  ...resultExtras,
});

/** The JSON of `ragstone status`, for each collection. */
export const statusResult = z.looseObject({
  index: z.string().optional(),
  folder: z.string().optional(),
  documents: z.number().optional(),
  chunks: z.number().optional(),
  stale: z.array(z.string()).optional(),
  collections: z
    .array(z.looseObject({ collection: z.string() }))
    .optional()
    .describe("Where there are several folders"),
  ...resultExtras,
});
