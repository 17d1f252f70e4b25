import { DocumentError, failureAdvice } from "@ragstone/core";
import { parentPort } from "node:worker_threads";
import { loadHere } from "../load/load-here.js";
import type { WorkerAnswer, WorkerJob, WorkerStarted } from "./protocol.js";
import { systemThread } from "../thread/system-thread.js";

// Parsers print. Nobody reads their output, and unread output would pile up in the other thread.
for (const stream of [process.stdout, process.stderr]) stream.write = () => true;

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
parentPort?.postMessage({ systemThread: systemThread() } satisfies WorkerStarted);

parentPort?.on("message", (job: WorkerJob) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
  void answer(job).then((message) => parentPort?.postMessage(message));
});

async function answer({ input, mediaType, module }: WorkerJob): Promise<WorkerAnswer> {
  const loaders = module === undefined ? [] : [{ mediaTypes: [mediaType!], module: new URL(module) }];
  try {
    return { ok: true, document: await loadHere(input, { mediaType, loaders }) };
  } catch (error) {
    if (error instanceof DocumentError)
      return { ok: false, reason: error.reason, detail: error.detail, hint: error.hint };
    return {
      ok: false,
      reason: "malformed",
      detail: error instanceof Error ? error.message : "the parser failed",
      hint: failureAdvice.malformed,
    };
  }
}
