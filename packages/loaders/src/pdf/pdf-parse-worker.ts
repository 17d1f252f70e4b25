import { parentPort, workerData } from "node:worker_threads";
import { systemThread } from "../thread/system-thread.js";
import { type PdfParseJob, places } from "./pdf-parse-job.js";
import { pageTexts } from "./page-texts.js";

// Nobody reads the parser's output.
for (const stream of [process.stdout, process.stderr]) stream.write = () => true;

const { bytes, shared, reply } = workerData as PdfParseJob;
const words = new Int32Array(shared);
Atomics.store(words, places.thread, systemThread() ?? 0);
const texts = await pageTexts(bytes);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
reply.postMessage(texts);
Atomics.store(words, places.done, 1);
Atomics.notify(words, places.done);
parentPort?.close();
