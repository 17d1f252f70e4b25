// A large index of real prose and generated vectors, with its graph, in a separate process. Arguments: DATA VECTORS
// DIMENSIONS DIR.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { openIndex } from "@ragstone/index";
import { passages } from "../corpus/passages.js";
import { readProse } from "../corpus/prose.js";
import { clusteredVectors } from "../index/clustered-vectors.js";

const [, , dataDir, vectorsGiven, dimensionsGiven, dir] = process.argv as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const [count, dimensions] = [Number(vectorsGiven), Number(dimensionsGiven)];
const chunksPerDocument = 25;
const draw = clusteredVectors(count, dimensions);
const embedder = {
  model: "bench",
  revision: "1",
  dimensions,
  normalised: true,
  queryInstruction: null,
  tokenizer: "none",
};

let started = performance.now();
const texts = passages(await readProse(dataDir), count);
let index = await openIndex({ dir, mode: "write", create: { embedder, chunker: "bench" }, graphFromBytes: Infinity });
for (let first = 0; first < count; first += chunksPerDocument) {
  const parts = texts.slice(first, first + chunksPerDocument);
  await index.putVectors(new Map(parts.map((_, at) => [String(first + at), draw()])));
  const text = parts.join("\n\n");
  let start = 0;
  const chunks = parts.map((part, at) => {
    const chunk = {
      start,
      end: start + part.length,
      text: part,
      tokens: 130,
      context: "",
      headings: [],
      pages: [],
      vectorKey: String(first + at),
    };
    start = chunk.end + 2;
    return chunk;
  });
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
  await index.replaceDocument({ document, origin: "put", language: "en", chunks });
}
await index.finish();
await index.close();
const writeMs = performance.now() - started;
started = performance.now();
index = await openIndex({ dir, mode: "write" });
await index.finish();
const { search } = await index.status();
await index.close();
const graphMs = performance.now() - started;
const sizes = await Promise.all(
  (await readdir(dir)).map(async (name) => [name, (await stat(join(dir, name))).size] as const),
);
const bytesOf = (prefix: string) =>
  sizes.reduce((sum, [name, size]) => (name.startsWith(prefix) ? sum + size : sum), 0);
process.stdout.write(
  `${JSON.stringify({ writeMs, graphMs, kind: search.kind, recall: search.recall, databaseBytes: bytesOf("index"), graphBytes: bytesOf("graph") })}\n`,
);
