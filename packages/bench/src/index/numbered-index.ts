import type { DocumentIndex, DocumentToIndex } from "@ragstone/core";
import { openIndex } from "@ragstone/index";

const chunksPerDocument = 100;

/** Makes an index whose passages are the numbers of their vectors, a hundred a document, without a graph. */
export async function makeNumberedIndex(dir: string, count: number, dimensions: number, draw: () => Float32Array): Promise<void> {
  const embedder = { model: "bench", revision: "1", dimensions, normalised: true, queryInstruction: null, tokenizer: "none" };
  const index = await openIndex({ dir, mode: "write", create: { embedder, chunker: "numbers" }, graphFromBytes: Infinity });
  for (let from = 0; from < count; from += chunksPerDocument) {
    await put(index, from, Array.from({ length: Math.min(chunksPerDocument, count - from) }, draw));
  }
  await index.finish();
  await index.close();
}

async function put(index: DocumentIndex, from: number, vectors: readonly Float32Array[]): Promise<void> {
  let text = "";
  const chunks: DocumentToIndex["chunks"][number][] = [];
  for (const at of vectors.keys()) {
    const number = String(from + at);
    chunks.push({ start: text.length, end: text.length + number.length, text: number, tokens: 1, context: "", headings: [], pages: [], vectorKey: number });
    text += `${number}\n`;
  }
  await index.putVectors(new Map(vectors.map((vector, at) => [String(from + at), vector])));
  const document = { path: `${from}.txt`, text, mediaType: "text/plain", sha256: "", bytes: text.length, modifiedMs: null, title: null, blocks: [], pages: [], hiddenCharacters: 0, metadata: {}, warnings: [] };
  await index.replaceDocument({ document, origin: "put", language: null, chunks });
}
