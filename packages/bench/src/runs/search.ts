// Hybrid search at a size, in a separate process. Arguments: DATA CHUNKS QUERIES.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fuseScores } from "@ragstone/core";
import { staticEmbedder } from "@ragstone/embedders";
import { openIndex } from "@ragstone/index";
import { passages, questions } from "../corpus/passages.js";
import { readProse } from "../corpus/prose.js";
import { makePassageIndex } from "../index/make-passage-index.js";

const [, , dataDir, size, queryCount] = process.argv as [string, string, string, string, string];
const embedder = staticEmbedder();
const articles = await readProse(dataDir);
const dir = await mkdtemp(join(tmpdir(), "ragstone-bench-search-"));

const buildMs = await makePassageIndex(
  dir,
  embedder,
  passages(articles, Number(size)),
  (document) => `${document}.txt`,
);
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
