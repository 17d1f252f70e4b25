// Answers from Hono, streamed as server-sent events. Prints its address.
// node examples/frameworks/hono-server.mjs FOLDER; curl -N "ADDRESS/ask?q=..."
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { openDocuments } from "./documents.mjs";
import { answerEvents } from "./stream-answer.mjs";

const rag = await openDocuments();
const app = new Hono();
app.get("/ask", (context) => {
  const gone = new AbortController();
  context.req.raw.signal.addEventListener("abort", () => gone.abort());
  const events = answerEvents(rag, context.req.query("q") ?? "", gone.signal);
  const body = new ReadableStream({
    async pull(controller) {
      const { done, value } = await events.next();
      if (done) controller.close();
      else controller.enqueue(new TextEncoder().encode(value));
    },
    cancel: () => gone.abort(),
  });
  return new Response(body, { headers: { "content-type": "text/event-stream", "cache-control": "no-cache" } });
});
const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) =>
  console.log(`http://127.0.0.1:${port}`),
);
process.once("SIGTERM", () => {
  server.closeAllConnections();
  server.close(() => void rag.close());
});
