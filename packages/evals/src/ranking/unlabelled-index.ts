import { join } from "node:path";
import { embeddingText, vectorKey, type Embedder, type IndexReader } from "@ragstone/core";
import { openIndex, sha256 } from "@ragstone/index";

/** The passages and vectors of an index without titles and headings: only the vectors still have their words. */
export async function unlabelledIndex(source: IndexReader, embedder: Embedder, dir: string): Promise<IndexReader> {
  const { fingerprint } = embedder;
  const index = await openIndex({ dir: join(dir, "unlabelled"), mode: "write", create: source.fingerprint });
  for (const record of await source.documents()) {
    const stored = await source.text(record);
    if (stored === null) continue;
    const chunks = await source.chunks(record);
    const vectors = (await source.vectors?.(chunks.map(({ id }) => id))) ?? new Map<string, Float32Array>();
    const keyed = chunks.map((chunk) => ({
      ...chunk,
      context: "",
      headings: [],
      vectorKey: vectors.has(chunk.id) ? vectorKey(fingerprint, embeddingText(chunk), sha256) : null,
    }));
    await index.putVectors(
      new Map(keyed.flatMap(({ id, vectorKey: key }) => (key === null ? [] : [[key, vectors.get(id)!]]))),
    );
    await index.replaceDocument({
      document: {
        ...stored.record,
        title: null,
        text: stored.text,
        blocks: [],
        pages: [],
        hiddenCharacters: 0,
        warnings: [],
      },
      origin: record.origin,
      language: record.language,
      chunks: keyed,
    });
  }
  await index.finish();
  return index;
}
