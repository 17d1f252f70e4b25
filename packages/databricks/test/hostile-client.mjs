// Sends one request to each server in argv, in turn, and prints how each ended. The last line is the process's peak.
import { performance } from "node:perf_hooks";
import { createWorkspace, databricksEmbedder, findModel, streamChat } from "@ragstone/databricks";

for (const { name, kind, host, timeoutMs = 20_000 } of JSON.parse(process.argv[2])) {
  const retry = { initialDelayMs: 5, maxDelayMs: 40, budgetMs: timeoutMs * 5, maxAttempts: 6 };
  const workspace = createWorkspace({
    host,
    token: "dapi-test",
    env: {},
    retry,
    timeoutMs,
    streamTimeoutMs: timeoutMs * 3,
  });
  const started = performance.now();
  const ended = await (kind === "embed" ? embed(workspace) : chat(workspace)).then(
    (said) => ({ code: null, said }),
    (error) => ({ code: error.code ?? "none", kind: error.name, said: error.message }),
  );
  process.stdout.write(`${JSON.stringify({ name, ms: performance.now() - started, ...ended })}\n`);
}
process.stdout.write(`${JSON.stringify({ peakBytes: process.resourceUsage().maxRSS * 1024 })}\n`);

async function embed(workspace) {
  const embedder = databricksEmbedder({ model: "gte-large-en", workspace });
  const { vectors, failures } = await embedder.embed(["Keys rotate.", "Lunch is at noon."], { kind: "passage" });
  if (failures.length > 0) throw failures[0].error;
  return `${vectors.filter((vector) => vector !== null).length} vectors`;
}

async function chat(workspace) {
  const model = findModel("claude-3-7-sonnet");
  const request = { messages: [{ role: "user", content: "Hello" }], maxTokens: 50 };
  let text = "";
  let reason = "";
  for await (const part of streamChat({ workspace, model, request })) {
    if (part.type === "text") text += part.text;
    if (part.type === "finish") reason = part.reason;
  }
  return `${text} ${reason}`;
}
