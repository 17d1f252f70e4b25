// Hybrid search in scopes of one index, in a separate process. Arguments: DATA CHUNKS QUERIES.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fuseScores, type SearchFilter } from "@ragstone/core";
import { staticEmbedder } from "@ragstone/embedders";
import { openIndex } from "@ragstone/index";
import { passages, questions } from "../corpus/passages.js";
import { readProse } from "../corpus/prose.js";
import { makePassageIndex } from "../index/make-passage-index.js";

const [, , dataDir, size, queryCount] = process.argv as [string, string, string, string, string];
const tenants = 100;
const embedder = staticEmbedder();
const articles = await readProse(dataDir);
const dir = await mkdtemp(join(tmpdir(), "ragstone-bench-scoped-"));
const pathOf = (document: number): string => `tenants/${document % tenants}/${document}.txt`;
await makePassageIndex(dir, embedder, passages(articles, Number(size)), pathOf);

/** Times of a search by each question; the first is that of a scope that was not used before. */
async function timesOf(asked: readonly string[], filter: SearchFilter | undefined): Promise<number[]> {
  const times: number[] = [];
  for (const question of asked) {
    const { vectors } = await embedder.embed([question], { kind: "query" });
    const started = performance.now();
    const found = await index.search({
      vector: vectors[0] ?? null,
      text: question,
      k: 100,
      filter,
    });
    fuseScores(found).slice(0, 10);
    times.push(performance.now() - started);
  }
  return times;
}

const index = await openIndex({ dir, mode: "read" });
const asked = questions(articles, 2 * Number(queryCount));
const warming = asked.slice(0, Number(queryCount));
const measured = asked.slice(Number(queryCount));
const some = (count: number): SearchFilter => ({
  pathPrefix: Array.from({ length: count }, (_, tenant) => `tenants/${tenant}`),
});
await timesOf(warming, undefined);
await timesOf(warming, { pathPrefix: "tenants/99" });
const runs = {
  whole: await timesOf(measured, undefined),
  one: await timesOf(measured, some(1)),
  half: await timesOf(measured, some(tenants / 2)),
  all: await timesOf(measured, some(tenants)),
};
// Terms of the questions have been counted by now.
const again = { one: await timesOf(measured, some(1)), half: await timesOf(measured, some(tenants / 2)) };
await index.close();
await rm(dir, { recursive: true });
process.stdout.write(`${JSON.stringify({ runs, again })}\n`);
