// Answers as server-sent events from a Next.js route: GET /ask?q=...
import { openRagstone } from "ragstone";
import { answerEvents } from "../../../stream-answer.mjs";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

let opened;

/** Opened by the first request, then shared: the build opens nothing. A failed start is tried again. */
async function documents() {
  opened ??= open();
  return opened.catch((error) => {
    opened = undefined;
    throw error;
  });
}

async function open() {
  const rag = await openRagstone({ folder: process.env.DOCS });
  await rag.refresh();
  return rag;
}

export async function GET(request) {
  const question = new URL(request.url).searchParams.get("q") ?? "";
  const events = answerEvents(await documents(), question, request.signal);
  const body = new ReadableStream({
    async pull(controller) {
      const { done, value } = await events.next();
      if (done) controller.close();
      else controller.enqueue(new TextEncoder().encode(value));
    },
    cancel: () => events.return(),
  });
  return new Response(body, { headers: { "content-type": "text/event-stream", "cache-control": "no-cache" } });
}
