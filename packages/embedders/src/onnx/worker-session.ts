import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { RagstoneError } from "@ragstone/core";
import { openOnnxSession, type OnnxSession, type OnnxSessionOptions } from "./session.js";
import type { OnnxReply, OnnxRequest, PlainError } from "./worker-protocol.js";

interface Waiting {
  readonly resolve: (vectors: (Float32Array | null)[]) => void;
  readonly reject: (error: RagstoneError) => void;
}

/** Node 20 runs no TypeScript in workers, so a run from source uses the built file too, if there is one. */
function builtWorkerFile(): string {
  const { resolve } = createRequire(import.meta.url);
  return join(dirname(resolve("@ragstone/embedders/package.json")), "dist/onnx/worker.js");
}

/**
 * Loads a model in a dedicated thread, so that inference does not block the caller's event loop. The thread keeps the
 * process alive only while it works. Without the built worker file it loads in this thread.
 *
 * @throws the errors of {@link openOnnxSession}
 */
export async function openWorkerSession(options: OnnxSessionOptions): Promise<OnnxSession> {
  const builtWorker = builtWorkerFile();
  if (!existsSync(builtWorker)) return openOnnxSession(options);
  // Without the parent's flags: a condition that picks TypeScript sources would break the built file.
  const worker = new Worker(builtWorker, { workerData: options, execArgv: [] });
  const waiting = new Map<number, Waiting>();
  let next = 0;
  let ended: RagstoneError | null = null;

  await new Promise<void>((resolve, reject) => {
    worker.on("message", (reply: OnnxReply) => {
      if (reply.type === "ready") resolve();
      else if (reply.type === "refused") reject(revived(reply.error));
      else {
        const { resolve, reject } = waiting.get(reply.id)!;
        waiting.delete(reply.id);
        if (waiting.size === 0) worker.unref();
        if (reply.type === "ran") resolve([...reply.vectors]);
        else reject(revived(reply.error));
      }
    });
    const end = (cause?: unknown) => {
      ended ??= new RagstoneError("model-closed", "The thread of the local model has ended.", {
        hint: "Open the embedder again; a model that ends its thread may need more memory than there is.",
        cause,
      });
      reject(ended);
      for (const one of waiting.values()) one.reject(ended);
      waiting.clear();
    };
    worker.on("error", end);
    worker.on("exit", () => end());
  });
  worker.unref();

  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  const send = (request: OnnxRequest) => worker.postMessage(request);
  return {
    run(inputs) {
      if (ended !== null) return Promise.reject(ended);
      return new Promise((resolve, reject) => {
        const id = next++;
        waiting.set(id, { resolve, reject });
        worker.ref();
        send({ type: "run", id, inputs });
      });
    },
    async close() {
      if (ended !== null) return;
      const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
      worker.ref();
      send({ type: "close" });
      await exited;
    },
  };
}

function revived({ code, message, hint }: PlainError): RagstoneError {
  return new RagstoneError(code, message, { hint });
}
