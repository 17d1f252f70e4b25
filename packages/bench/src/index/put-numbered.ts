import type { IndexWriter, DocumentToIndex } from "@ragstone/core";

/** Puts a document whose passages are the numbers of their vectors, from `first` on. Its path is the first number. */
export async function putNumbered(index: IndexWriter, first: number, vectors: readonly Float32Array[]): Promise<void> {
  let text = "";
  const chunks: DocumentToIndex["chunks"][number][] = [];
  for (const at of vectors.keys()) {
    const number = String(first + at);
    chunks.push({
      start: text.length,
      end: text.length + number.length,
      text: number,
      tokens: 1,
      context: "",
      headings: [],
      pages: [],
      vectorKey: number,
    });
    text += `${number}\n`;
  }
  await index.putVectors(new Map(vectors.map((vector, at) => [String(first + at), vector])));
  const document = {
    path: `${first}.txt`,
    text,
    mediaType: "text/plain",
    sha256: "",
    bytes: text.length,
    modifiedMs: null,
    title: null,
    blocks: [],
    pages: [],
    hiddenCharacters: 0,
    metadata: {},
    warnings: [],
  };
  await index.replaceDocument({ document, origin: "put", language: null, chunks });
}
