import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { streamMessage, wholeMessage, type CharLocation, type StreamedReply } from "./anthropic-wire.js";

interface DocumentBlock {
  readonly type: "document";
  readonly source: { readonly type: string; readonly media_type: string; readonly data: string };
  readonly title: string;
  readonly context?: string;
  readonly citations: { readonly enabled: boolean };
}

type Block = DocumentBlock | { readonly type: "text"; readonly text: string };

export interface MessagesRequest {
  readonly model: string;
  readonly max_tokens: number;
  readonly stream?: boolean;
  readonly system: unknown;
  readonly messages: readonly { readonly role: string; readonly content: string | readonly Block[] }[];
}

/** An answer, a status with an error, or either by the request. */
export type Scripted =
  | StreamedReply
  | { readonly status: number; readonly error: { readonly type: string; readonly message: string } }
  | ((request: MessagesRequest) => Scripted);

export interface FakeAnthropic {
  readonly origin: string;
  readonly requests: MessagesRequest[];
  /** Answers in order; the last one stays. */
  replies: Scripted[];
  readonly close: () => void;
}

/** {@link startAnthropic}, until the test ends. */
export async function fakeAnthropic(...replies: Scripted[]): Promise<FakeAnthropic> {
  const fake = await startAnthropic(...replies);
  onTestFinished(fake.close);
  return fake;
}

/**
 * Anthropic's Messages API on a loopback port: it checks requests against the service's documentation and streams
 * scripted answers.
 */
export async function startAnthropic(...replies: Scripted[]): Promise<FakeAnthropic> {
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  const fake: FakeAnthropic = { origin: "", requests: [], replies, close };
  const server = createServer((request, response) => {
    answer(fake, request, response).catch((error: unknown) =>
      response
        .writeHead(400)
        .end(JSON.stringify({ type: "error", error: { type: "script_failed", message: String(error) } })),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(fake, { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

async function answer(fake: FakeAnthropic, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = JSON.parse(await text(request)) as MessagesRequest;
  const refuse = (status: number, error: { readonly type: string; readonly message: string }) => {
    response
      .writeHead(status, { "content-type": "application/json", "request-id": "req_01" })
      .end(JSON.stringify({ type: "error", error, request_id: "req_01" }));
  };
  if (request.url !== "/v1/messages") return refuse(404, { type: "not_found_error", message: `no ${request.url}` });
  if (request.headers["x-api-key"] === undefined || request.headers["anthropic-version"] !== "2023-06-01")
    return refuse(401, { type: "authentication_error", message: "invalid x-api-key" });
  const wrong = whatIsWrong(body);
  if (wrong !== null) return refuse(400, { type: "invalid_request_error", message: wrong });
  fake.requests.push(body);
  let reply = fake.replies.length > 1 ? fake.replies.shift()! : fake.replies[0]!;
  while (typeof reply === "function") reply = reply(body);
  if ("status" in reply) return refuse(reply.status, reply.error);
  if (body.stream === true) await streamMessage(response, reply);
  else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(wholeMessage(reply)));
}

function whatIsWrong({ max_tokens: maxTokens, messages, system }: MessagesRequest): string | null {
  if (!Number.isInteger(maxTokens) || maxTokens < 1) return "max_tokens: must be at least 1";
  if (JSON.stringify(system ?? "").includes('"document"')) return "system: documents belong to messages";
  const documents = documentsOf(messages);
  if (new Set(documents.map(({ citations }) => citations?.enabled === true)).size > 1)
    return "citations must be enabled on all or none of the documents";
  for (const { source } of documents)
    if (source.type !== "text" || source.media_type !== "text/plain" || source.data.trim() === "")
      return "messages: text documents must not be empty";
  return messages.some(({ role }) => role !== "user" && role !== "assistant")
    ? "messages: role must be user or assistant"
    : null;
}

export function documentsOf(messages: MessagesRequest["messages"]): DocumentBlock[] {
  return messages.flatMap(({ content }) =>
    typeof content === "string" ? [] : content.filter((block) => block.type === "document"),
  );
}

/** The citation that the service would make of words of the request's documents; indexes count code points. */
export function citationOf({ messages }: MessagesRequest, words: string): CharLocation {
  const documents = documentsOf(messages);
  const index = documents.findIndex(({ source }) => source.data.includes(words));
  const document = documents[index]!;
  const before = Array.from(document.source.data.slice(0, document.source.data.indexOf(words))).length;
  return {
    type: "char_location",
    cited_text: words,
    document_index: index,
    document_title: document.title,
    start_char_index: before,
    end_char_index: before + Array.from(words).length,
  };
}
