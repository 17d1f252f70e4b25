import * as z from "zod";

const range = { start: z.number(), end: z.number() };

/** Fields of a document's place that every passage has. */
export const place = {
  origin: z.enum(["file", "put"]),
  path: z.string(),
  ...range,
  headings: z.array(z.string()),
  pages: z.array(z.number()),
};

/** What a budget left out, and how to get it. */
export const leftOut = z
  .array(z.looseObject({ what: z.string(), how: z.string() }))
  .optional()
  .describe("What did not fit the budget, and how to get it");

/** Fields that every result may have beyond the JSON of its command. */
export const resultExtras = {
  leftOut,
  notices: z.array(z.string()).optional().describe("The state of the index, where it matters for the result"),
};

/** A hit of a search. */
export const hit = z.looseObject({
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
