// Hybrid search at a size, in a process of its own. Arguments: DATA CHUNKS QUERIES.
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fuseScores, type SourceDocument } from "@ragstone/core";
import { staticEmbedder } from "@ragstone/embedders";
import { openIndex, vectorKey } from "@ragstone/index";
import { passages, questions } from "../corpus/passages.js";
import { readProse } from "../corpus/prose.js";

const [, , dataDir, size, queryCount] = process.argv as [string, string, string, string, string];
const chunksPerDocument = 25;
const embedder = staticEmbedder();
const articles = await readProse(dataDir);
const texts = passages(articles, Number(size));
const dir = await mkdtemp(join(tmpdir(), "ragstone-bench-search-"));

async function build(): Promise<number> {
  const started = performance.now();
  const index = await openIndex({ dir, mode: "write", create: { embedder: embedder.fingerprint, chunker: "bench" } });
  for (let first = 0; first < texts.length; first += chunksPerDocument) {
    const parts = texts.slice(first, first + chunksPerDocument);
    const { vectors } = await embedder.embed(parts, { kind: "passage" });
    const keys = parts.map((part) => vectorKey(embedder.fingerprint, part));
    await index.putVectors(
      new Map(keys.map((key, position) => [key, vectors[position]!] as const).filter(([, vector]) => vector !== null)),
    );
    const document = documentOf(`${first / chunksPerDocument}.txt`, parts.join("\n\n"));
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
  await index.finish();
  await index.close();
  return performance.now() - started;
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

const buildMs = await build();
const index = await openIndex({ dir, mode: "read" });
const times: number[] = [];
// As many again before, other ones, so that the code is compiled; only the very first of them counts, as the first.
for (const question of questions(articles, 2 * Number(queryCount))) {
  const started = performance.now();
  const { vectors } = await embedder.embed([question], { kind: "query" });
  // As `ragstone search` asks: a hundred candidates of each side for ten hits.
  fuseScores(await index.search({ vector: vectors[0] ?? null, text: question, k: 100 })).slice(0, 10);
  times.push(performance.now() - started);
}
const { search, bytes } = await index.status();
await index.close();
await rm(dir, { recursive: true });
process.stdout.write(
  `${JSON.stringify({ buildMs, firstMs: times[0], times: times.slice(Number(queryCount)), kind: search.kind, bytes })}\n`,
);
