import { openIndex } from "@ragstone/index";
import { putNumbered } from "./put-numbered.js";

const chunksPerDocument = 100;

/** Makes an index whose passages are the numbers of their vectors, a hundred a document, without a graph. */
export async function makeNumberedIndex(
  dir: string,
  count: number,
  dimensions: number,
  draw: () => Float32Array,
): Promise<void> {
  const embedder = {
    model: "bench",
    revision: "1",
    dimensions,
    normalised: true,
    queryInstruction: null,
    tokenizer: "none",
  };
  const index = await openIndex({
    dir,
    mode: "write",
    create: { embedder, chunker: "numbers" },
    graphFromBytes: Infinity,
  });
  for (let from = 0; from < count; from += chunksPerDocument) {
    await putNumbered(index, from, Array.from({ length: Math.min(chunksPerDocument, count - from) }, draw));
  }
  await index.finish();
  await index.close();
}
