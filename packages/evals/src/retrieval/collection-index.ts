import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { createChunker } from "@ragstone/chunker";
import {
  type Block,
  type Chunk,
  type IndexProvider,
  type IndexWriter,
  type Embedder,
  embeddingText,
  vectorKey,
  type SourceDocument,
} from "@ragstone/core";
import { localIndex, sha256 } from "@ragstone/index/local";
import type { Collection, CollectionDocument } from "./read-collection.js";

/** `whole`: one chunk a document, as published figures have it. `chunked`: as `ragstone index` would cut it. */
export type Cutting = "whole" | "chunked";

/** An index of a collection in a temporary folder. Paths are the ids of the documents. */
export interface CollectionIndex {
  readonly index: IndexWriter;
  readonly chunks: number;
  close(): Promise<void>;
}

/** @param provider - where to index it instead of a temporary folder */
export async function indexCollection(
  { documents }: Collection,
  embedder: Embedder,
  cutting: Cutting,
  provider?: IndexProvider,
): Promise<CollectionIndex> {
  const folder = await mkdtemp(join(tmpdir(), "ragstone-eval-"));
  const chunker = createChunker({ tokenizer: embedder.tokenizer, windowTokens: embedder.windowTokens });
  const place = provider ?? localIndex({ dir: join(folder, "index") });
  const create = { embedder: embedder.fingerprint, chunker: `${cutting} ${chunker.fingerprint}` };
  const index = await place.write({ create });
  const cut = documents.map((document) => {
    const source = sourceOf(document);
    return { source, chunks: cutting === "whole" ? [wholeOf(source, embedder)] : chunker.chunk(source) };
  });
  const vectors = await embedAll(
    embedder,
    cut.flatMap(({ chunks }) => chunks.map(embeddingText)),
  );
  await index.putVectors(vectors);
  let count = 0;
  for (const { source, chunks } of cut) {
    count += chunks.length;
    const keyed = chunks.map((chunk) => {
      const key = vectorKey(embedder.fingerprint, embeddingText(chunk), sha256);
      return { ...chunk, vectorKey: vectors.has(key) ? key : null };
    });
    await index.replaceDocument({ document: source, origin: "put", language: "en", chunks: keyed });
  }
  await index.finish();
  return {
    index,
    chunks: count,
    async close() {
      await index.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function embedAll(embedder: Embedder, texts: readonly string[]): Promise<Map<string, Float32Array>> {
  const vectors = new Map<string, Float32Array>();
  for (let start = 0; start < texts.length; start += embedder.maxBatch) {
    const batch = texts.slice(start, start + embedder.maxBatch);
    const result = await embedder.embed(batch, { kind: "passage" });
    for (const [position, vector] of result.vectors.entries())
      if (vector !== null) vectors.set(vectorKey(embedder.fingerprint, batch[position]!, sha256), vector);
  }
  return vectors;
}

function wholeOf({ text }: SourceDocument, { tokenizer }: Embedder): Chunk {
  return {
    start: 0,
    end: text.length,
    text,
    tokens: tokenizer.count(text) + tokenizer.specialTokens,
    context: "",
    headings: [],
    pages: [],
  };
}

// Title and text as one document, the title as its heading: the equivalent of a file in the folder.
function sourceOf({ id, title, text }: CollectionDocument): SourceDocument {
  const body = title === "" ? text : `${title}\n\n${text}`;
  const blocks: Block[] =
    title === "" ? [] : [{ kind: "heading", level: 1, label: title, start: 0, end: title.length }];
  return {
    path: id,
    text: body,
    mediaType: "text/plain",
    sha256: createHash("sha256").update(body).digest("hex"),
    bytes: Buffer.byteLength(body),
    modifiedMs: null,
    title: title === "" ? null : title,
    blocks,
    pages: [],
    hiddenCharacters: 0,
    metadata: {},
    warnings: [],
  };
}
