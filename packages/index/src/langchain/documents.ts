import { createHash } from "node:crypto";
import { Document, type DocumentInterface } from "@langchain/core/documents";
import {
  InvalidOptionError,
  type Candidate,
  type IndexReader,
  type DocumentToIndex,
  type Metadata,
  type MetadataValue,
} from "@ragstone/core";

/** Field that stores nested metadata as JSON, next to the flat fields that filters see. */
const wholeKey = "langchain";

/** Documents that came through LangChain have this media type and one chunk. */
export const langchainMediaType = "application/x-langchain-document";

/** A LangChain document as one of the index, with one chunk. */
export function toIndexDocument(
  { pageContent, metadata }: DocumentInterface,
  id: string,
  vectorKey: string,
): DocumentToIndex {
  const sha256 = createHash("sha256").update(pageContent).digest("hex");
  const chunks =
    pageContent === ""
      ? []
      : [
          {
            start: 0,
            end: pageContent.length,
            text: pageContent,
            tokens: 0,
            context: "",
            headings: [],
            pages: [],
            vectorKey,
          },
        ];
  return {
    document: {
      path: id,
      text: pageContent,
      mediaType: langchainMediaType,
      sha256,
      bytes: Buffer.byteLength(pageContent),
      modifiedMs: null,
      title: null,
      blocks: [],
      pages: [],
      hiddenCharacters: 0,
      metadata: flatten(metadata),
      warnings: [],
    },
    origin: "put",
    language: null,
    chunks,
  };
}

/** Documents of candidates: added texts are returned unchanged, chunks of files with their position. */
export async function toLangchainDocuments(index: IndexReader, candidates: readonly Candidate[]): Promise<Document[]> {
  return Promise.all(
    candidates.map(async ({ id, origin, path, text, start, end, headings, pages }) => {
      const record = await index.document({ origin, path });
      if (record?.mediaType === langchainMediaType)
        return new Document({ id: path, pageContent: text, metadata: unflatten(record.metadata) });
      return new Document({
        id,
        pageContent: text,
        metadata: { ...record?.metadata, source: path, origin, start, end, headings: [...headings], pages: [...pages] },
      });
    }),
  );
}

function flatten(metadata: Readonly<Record<string, unknown>>): Metadata {
  const flat: Record<string, MetadataValue> = {};
  for (const [key, value] of Object.entries(metadata)) if (isFlat(value)) flat[key] = value;
  if (Object.hasOwn(metadata, wholeKey))
    throw new InvalidOptionError("metadata", wholeKey, `no field called ${wholeKey}: it is kept for the whole`);
  const whole = JSON.stringify(metadata);
  return JSON.stringify(flat) === whole ? flat : { ...flat, [wholeKey]: whole };
}

function unflatten(metadata: Metadata): Record<string, unknown> {
  const whole = metadata[wholeKey];
  return typeof whole === "string" ? (JSON.parse(whole) as Record<string, unknown>) : { ...metadata };
}

function isFlat(value: unknown): value is MetadataValue {
  return (
    ["string", "number", "boolean"].includes(typeof value) ||
    (Array.isArray(value) && value.every((entry) => typeof entry === "string"))
  );
}
