// The rival of `bench folder`, in a separate process: load, split, embed and search with LangChain. Arguments: FOLDER
// QUESTION.
import { DirectoryLoader } from "@langchain/classic/document_loaders/fs/directory";
import { MemoryVectorStore } from "@langchain/classic/vectorstores/memory";
import { StaticEnEmbeddings } from "@ragstone/embedders/langchain";
import { CheerioFileLoader } from "../rivals/cheerio-file-loader.js";
import { recursiveSplitter } from "../rivals/recursive-splitter.js";

const [, , folder, question] = process.argv as [string, string, string, string];
let last = performance.now();
const lap = () => {
  const elapsed = performance.now() - last;
  last += elapsed;
  return elapsed;
};

const documents = await new DirectoryLoader(
  folder,
  { ".html": (path) => new CheerioFileLoader(path) },
  true,
  "ignore",
).load();
const loadMs = lap();
const chunks = await recursiveSplitter().splitDocuments(documents);
const chunkMs = lap();
const store = await MemoryVectorStore.fromDocuments(chunks, new StaticEnEmbeddings());
const embedMs = lap();
await store.similaritySearch(question, 10);
const searchMs = lap();
process.stdout.write(
  `${JSON.stringify({ documents: documents.length, chunks: chunks.length, loadMs, chunkMs, embedMs, searchMs })}\n`,
);
