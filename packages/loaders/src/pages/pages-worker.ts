import { parentPort } from "node:worker_threads";
import { DocumentError } from "@ragstone/core";
import type { PageJob, PageReply } from "./page-job.js";
import { runPageTask } from "./run-page-task.js";

// Nobody reads the engine's output.
for (const stream of [process.stdout, process.stderr]) stream.write = () => true;

parentPort?.on("message", (job: PageJob) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
  void reply(job).then((message) => parentPort?.postMessage(message));
});

async function reply(job: PageJob): Promise<PageReply> {
  try {
    return { result: await runPageTask(job) };
  } catch (error) {
    if (error instanceof DocumentError) return { failure: { reason: error.reason, detail: error.detail } };
    return { failure: { reason: "malformed", detail: error instanceof Error ? error.message : "the engine failed" } };
  }
}
