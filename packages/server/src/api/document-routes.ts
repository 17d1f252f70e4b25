import { z } from "zod";
import { list } from "./list.js";
import type { Route } from "./route.js";
import { shapes } from "./shapes.js";

const { range, key, place, block, page } = shapes;

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

/** What is indexed, as it is read and shown. */
export const documentRoutes = {
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
  upload: {
    method: "put",
    path: "/api/collections/{collection}/files",
    summary: "Adds a file to a folder that is opened for writing; the body is its content",
    upload: true,
    query: z.strictObject({ path: z.string().min(1), replace: z.enum(["true", "false"]).default("false") }),
    response: z.object({ path: z.string(), bytes: z.int() }),
    owner: true,
  },
} as const satisfies Readonly<Record<string, Route>>;
