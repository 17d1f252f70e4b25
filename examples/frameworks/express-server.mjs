// Answers from Express, streamed as server-sent events. Prints its address.
// node examples/frameworks/express-server.mjs FOLDER; curl -N "ADDRESS/ask?q=..."
import { once } from "node:events";
import express from "express";
import { openDocuments } from "./documents.mjs";
import { answerEvents } from "./stream-answer.mjs";

const rag = await openDocuments();
const app = express();
app.get("/ask", async (request, response) => {
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  response.type("text/event-stream").set("cache-control", "no-cache");
  for await (const event of answerEvents(rag, String(request.query.q ?? ""), gone.signal))
    if (!response.write(event)) await once(response, "drain", { signal: gone.signal }).catch(() => {});
  response.end();
});
const server = app.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
process.once("SIGTERM", () => {
  server.closeAllConnections();
  server.close(() => rag.close());
});
