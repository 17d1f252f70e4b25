import { z } from "zod";
import { errorSchema } from "./error-schema.js";
import { list } from "./list.js";
import type { Route } from "./route.js";

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

const report = z.record(z.string(), z.unknown());

/** The collections, their runs and what happens to them. */
export const collectionRoutes = {
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
} as const satisfies Readonly<Record<string, Route>>;
