// Questions to a large index in a cold process. Arguments: DATA VECTORS DIMENSIONS DIR QUERIES.
import { fuseScores } from "@ragstone/core";
import { openIndex } from "@ragstone/index";
import { questions } from "../corpus/passages.js";
import { readProse } from "../corpus/prose.js";
import { clusteredVectors } from "../index/clustered-vectors.js";

const [, , dataDir, vectorsGiven, dimensionsGiven, dir, queriesGiven] = process.argv as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
const [count, dimensions, queries] = [Number(vectorsGiven), Number(dimensionsGiven), Number(queriesGiven)];
const asked = questions(await readProse(dataDir), 2 * queries);
// The first vectors drawn are stored; queries come from the same centres.
const draw = clusteredVectors(count, dimensions);
const vectors = asked.map(draw);

const started = performance.now();
const index = await openIndex({ dir, mode: "read" });
await ask(0);
const firstMs = performance.now() - started;
await ask(1);
// While the graph loads, the scan answers.
const scanMs: number[] = [];
const until = performance.now() + 5000;
for (let at = 2; performance.now() < until; at += 1) {
  const from = performance.now();
  await ask(at % asked.length);
  scanMs.push(performance.now() - from);
  await new Promise((resolve) => setTimeout(resolve, 50));
}
const times: number[] = [];
for (const at of asked.keys()) {
  const from = performance.now();
  await ask(at);
  times.push(performance.now() - from);
}
const residentBytes = process.memoryUsage().rss;
const { search } = await index.status();
await index.close();
process.stdout.write(
  `${JSON.stringify({ firstMs, loadingMs: scanMs, times: times.slice(queries), residentBytes, kind: search.kind })}\n`,
);

/** As `ragstone search` asks: a hundred candidates of each side for ten hits. */
async function ask(at: number): Promise<void> {
  fuseScores(await index.search({ vector: vectors[at]!, text: asked[at]!, k: 100 })).slice(0, 10);
}
