// The rival of `bench search`, in a process of its own. Arguments: DATA CHUNKS QUERIES.
import { MemoryVectorStore } from "@langchain/classic/vectorstores/memory";
import { StaticEnEmbeddings } from "@ragstone/embedders/langchain";
import { passages, questions } from "../corpus/passages.js";
import { readProse } from "../corpus/prose.js";

const [, , dataDir, size, queryCount] = process.argv as [string, string, string, string, string];
const articles = await readProse(dataDir);
const texts = passages(articles, Number(size));
const started = performance.now();
const store = await MemoryVectorStore.fromTexts(texts, texts.map((_, id) => ({ id })), new StaticEnEmbeddings());
const buildMs = performance.now() - started;
const times: number[] = [];
for (const question of questions(articles, 2 * Number(queryCount))) {
  const asked = performance.now();
  await store.similaritySearch(question, 10);
  times.push(performance.now() - asked);
}
process.stdout.write(`${JSON.stringify({ buildMs, firstMs: times[0], times: times.slice(Number(queryCount)) })}\n`);
