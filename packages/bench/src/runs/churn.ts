// Replaces half of an index with other documents, ten times, in a separate process. Arguments: VECTORS DIMENSIONS
// QUERIES.
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openIndex } from "@ragstone/index";
import { clusteredVectors } from "../index/clustered-vectors.js";
import { putNumbered } from "../index/put-numbered.js";

const [, , vectorsGiven, dimensionsGiven, queriesGiven] = process.argv as [string, string, string, string, string];
const [count, dimensions, queries] = [Number(vectorsGiven), Number(dimensionsGiven), Number(queriesGiven)];
const k = 10;
const rounds = 10;
const chunksPerDocument = 100;
const dir = await mkdtemp(join(tmpdir(), "ragstone-bench-churn-"));
const draw = clusteredVectors(count, dimensions);
const asked = Array.from({ length: queries }, draw);
const embedder = {
  model: "bench",
  revision: "1",
  dimensions,
  normalised: true,
  queryInstruction: null,
  tokenizer: "none",
};
const index = await openIndex({ dir, mode: "write", create: { embedder, chunker: "numbers" }, graphFromBytes: 1 });
let next = 0;
const standing: number[] = [];

async function put(): Promise<void> {
  await putNumbered(index, next, Array.from({ length: chunksPerDocument }, draw));
  standing.push(next);
  next += chunksPerDocument;
}

/** Share of the ten nearest that a process finds that opens the index now, by an exact scan of the same index. */
async function recall(): Promise<number> {
  const [graph, exact] = await Promise.all([
    openIndex({ dir, mode: "read", graphFromBytes: 1 }),
    openIndex({ dir, mode: "read", graphFromBytes: Infinity }),
  ]);
  const query = { vector: asked[0]!, k };
  await graph.search(query);
  await graph.search(query);
  // While the graph loads, the scan answers.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  let found = 0;
  for (const vector of asked) {
    const truth = new Set((await exact.search({ vector, k })).map(({ id }) => id));
    for (const { id } of await graph.search({ vector, k })) if (truth.has(id)) found += 1;
  }
  await graph.close();
  await exact.close();
  return found / (k * queries);
}

async function bytes(): Promise<number> {
  const sizes = await Promise.all((await readdir(dir)).map(async (name) => (await stat(join(dir, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

while (standing.length * chunksPerDocument < count) await put();
await index.finish();
const recalls = [await recall()];
const sizes = [await bytes()];
const finishMs: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  // Every other document, so that ages mix.
  const gone = standing.filter((_, position) => position % 2 === round % 2);
  for (const first of gone) {
    await index.removeDocument(`${first}.txt`);
    standing.splice(standing.indexOf(first), 1);
  }
  for (const _ of gone) await put();
  const started = performance.now();
  await index.finish();
  finishMs.push(performance.now() - started);
  recalls.push(await recall());
  sizes.push(await bytes());
}
const measured = (await index.status()).search.recall;
await index.close();
await rm(dir, { recursive: true });
process.stdout.write(`${JSON.stringify({ recalls, sizes, finishMs, measured })}\n`);
