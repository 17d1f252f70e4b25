// The library in a worker thread, so that a busy question never holds up the app's own thread.
// node examples/frameworks/worker.mjs FOLDER QUESTION
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { openDocuments, question } from "./documents.mjs";

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { folder: process.argv[2] } });
  worker.on("message", ({ text, citations }) =>
    console.log(
      text,
      citations.map(({ path, start, end }) => `${path}:${start}-${end}`),
    ),
  );
  worker.on("error", (error) => {
    throw error;
  });
  worker.postMessage(question, []);
} else {
  const rag = await openDocuments(workerData.folder);
  const answer = async (asked) => {
    const { text, citations } = await rag.ask(asked);
    parentPort.postMessage({ text, citations }, []);
    await rag.close();
  };
  parentPort.once("message", (asked) => void answer(asked));
}
