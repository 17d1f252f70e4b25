import { parentPort, workerData } from "node:worker_threads";
import { isRagstoneError } from "@ragstone/core";
import { openOnnxSession, type OnnxSession, type OnnxSessionOptions } from "./session.js";
import type { OnnxReply, OnnxRequest, PlainError } from "./worker-protocol.js";

const port = parentPort!;
const send = (reply: OnnxReply) => port.postMessage(reply);

function plain(error: unknown): PlainError {
  if (isRagstoneError(error)) return { code: error.code, message: error.message, hint: error.hint };
  return {
    code: "model-failed",
    message: `The model failed: ${error instanceof Error ? error.message : String(error)}`,
    hint: "Try the text alone; if it fails again, use another model.",
  };
}

async function serve(session: OnnxSession, request: OnnxRequest): Promise<void> {
  if (request.type === "close") {
    await session.close();
    port.close();
    return;
  }
  try {
    send({ type: "ran", id: request.id, vectors: await session.run(request.inputs) });
  } catch (error) {
    send({ type: "failed", id: request.id, error: plain(error) });
  }
}

try {
  const session = await openOnnxSession(workerData as OnnxSessionOptions);
  let last: Promise<void> = Promise.resolve();
  port.on("message", (request: OnnxRequest) => {
    last = last.then(() => serve(session, request));
  });
  send({ type: "ready" });
} catch (error) {
  send({ type: "refused", error: plain(error) });
}
