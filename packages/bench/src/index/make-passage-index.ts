import { createHash } from "node:crypto";
import { vectorKey, type Embedder, type IndexWriter, type SourceDocument } from "@ragstone/core";
import { openIndex, sha256 } from "@ragstone/index";

const chunksPerDocument = 25;

/**
 * Makes an index of passages, 25 a document, and resolves to the time it took in ms.
 *
 * @param pathOf - the path of a document by its number
 */
export async function makePassageIndex(
  dir: string,
  embedder: Embedder,
  texts: readonly string[],
  pathOf: (document: number) => string,
): Promise<number> {
  const started = performance.now();
  const index = await openIndex({ dir, mode: "write", create: { embedder: embedder.fingerprint, chunker: "bench" } });
  await fillPassageIndex(index, embedder, texts, pathOf);
  await index.finish();
  await index.close();
  return performance.now() - started;
}

/** Puts passages into an index, 25 a document. */
export async function fillPassageIndex(
  index: IndexWriter,
  embedder: Embedder,
  texts: readonly string[],
  pathOf: (document: number) => string,
): Promise<void> {
  for (let first = 0; first < texts.length; first += chunksPerDocument) {
    const parts = texts.slice(first, first + chunksPerDocument);
    const { vectors } = await embedder.embed(parts, { kind: "passage" });
    const keys = parts.map((part) => vectorKey(embedder.fingerprint, part, sha256));
    await index.putVectors(
      new Map(keys.map((key, position) => [key, vectors[position]!] as const).filter(([, vector]) => vector !== null)),
    );
    const document = documentOf(pathOf(first / chunksPerDocument), parts.join("\n\n"));
    let start = 0;
    const chunks = parts.map((text, position) => {
      const end = start + text.length;
      const chunk = {
        start,
        end,
        text,
        tokens: embedder.tokenizer.count(text),
        context: "",
        headings: [],
        pages: [],
        vectorKey: vectors[position] === null ? null : keys[position]!,
      };
      start = end + 2;
      return chunk;
    });
    await index.replaceDocument({ document, origin: "put", language: "en", chunks });
  }
}

function documentOf(path: string, text: string): SourceDocument {
  return {
    path,
    text,
    mediaType: "text/plain",
    sha256: createHash("sha256").update(text).digest("hex"),
    bytes: text.length,
    modifiedMs: null,
    title: null,
    blocks: [],
    pages: [],
    hiddenCharacters: 0,
    metadata: {},
    warnings: [],
  };
}
