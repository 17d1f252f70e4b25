// The rival of `bench search`, in a separate process. Arguments: DATA CHUNKS QUERIES.
import { EnsembleRetriever } from "@langchain/classic/retrievers/ensemble";
import { MemoryVectorStore } from "@langchain/classic/vectorstores/memory";
import { StaticEnEmbeddings } from "@ragstone/embedders/langchain";
import { passages, questions } from "../corpus/passages.js";
import { readProse } from "../corpus/prose.js";
import { Bm25Retriever } from "../rivals/bm25-retriever.js";

const [, , dataDir, size, queryCount] = process.argv as [string, string, string, string, string];
const k = 10;
const articles = await readProse(dataDir);
const texts = passages(articles, Number(size));
const started = performance.now();
const store = await MemoryVectorStore.fromTexts(
  texts,
  texts.map((_, id) => ({ id })),
  new StaticEnEmbeddings(),
);
const ensemble = new EnsembleRetriever({
  retrievers: [new Bm25Retriever(texts, k), store.asRetriever(k)],
  weights: [0.5, 0.5],
});
const buildMs = performance.now() - started;
const times: number[] = [];
for (const question of questions(articles, 2 * Number(queryCount))) {
  const asked = performance.now();
  await ensemble.invoke(question);
  times.push(performance.now() - asked);
}
process.stdout.write(`${JSON.stringify({ buildMs, firstMs: times[0], times: times.slice(Number(queryCount)) })}\n`);
