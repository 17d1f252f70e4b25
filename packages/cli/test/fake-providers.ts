import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { streamMessage } from "../../engine/test/anthropic-wire.js";
import { citationOf, documentsOf, type MessagesRequest } from "../../engine/test/fake-anthropic.js";

type Json = Readonly<Record<string, unknown>>;

interface FakeRequest {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Json;
}

export interface FakeProviders {
  readonly origin: string;
  readonly requests: FakeRequest[];
  /** Answers every request with this status and body instead. */
  fail: { readonly status: number; readonly body: unknown } | null;
  /** Bad outputs of chat models, piece by piece. */
  says: readonly string[] | null;
  /** Whether streams end without the reason that the protocol has them end with. */
  endsAbruptly: boolean;
}

const dimensions = 64;

/**
 * OpenAI's, Anthropic's and Ollama's protocols on one loopback port, as far as chat and embeddings need them. Answers
 * quote the first sentence of the prompt's sources that speaks of rotation; vectors count words.
 */
export async function fakeProviders(): Promise<FakeProviders> {
  const fake: FakeProviders = { origin: "", requests: [], fail: null, says: null, endsAbruptly: false };
  const server = createServer((request, response) => void answer(fake, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(fake, { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

async function answer(fake: FakeProviders, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? "/";
  const body = JSON.parse((await text(request)) || "{}") as Json;
  fake.requests.push({ path, headers: request.headers, body });
  if (fake.fail !== null) {
    json(response, fake.fail.body, fake.fail.status);
    return;
  }
  switch (path) {
    case "/v1/embeddings":
      json(response, {
        object: "list",
        model: body["model"],
        data: inputs(body).map((input, index) => ({
          object: "embedding",
          index,
          embedding: vector(input, body["encoding_format"]),
        })),
        usage: { prompt_tokens: 1, total_tokens: 1 },
      });
      break;
    case "/api/embed":
      json(response, { model: body["model"], embeddings: inputs(body).map((input) => vector(input, "float")) });
      break;
    case "/v1/chat/completions":
      openAi(response, fake.says ?? quote(body), fake.endsAbruptly);
      break;
    case "/v1/messages":
      await anthropic(response, body, fake.says);
      break;
    case "/api/chat":
      ollama(response, fake.says ?? quote(body));
      break;
    default:
      json(response, { error: { message: `no ${path}` } }, 404);
  }
}

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function inputs({ input }: Json): readonly string[] {
  return [input as string | readonly string[]].flat();
}

function vector(input: string, format: unknown): number[] | string {
  const counts = new Float32Array(dimensions);
  for (const word of input.toLowerCase().match(/[a-z]+/gu) ?? []) {
    let hash = 0;
    for (const letter of word.slice(0, 5)) hash = (hash * 31 + letter.charCodeAt(0)) % dimensions;
    counts[hash]! += 1;
  }
  return format === "base64" ? Buffer.from(counts.buffer).toString("base64") : [...counts];
}

/** The prompt is whatever text the body carries, in either shape. */
function quote(body: Json): string[] {
  const prompt = (
    body["messages"] as readonly {
      readonly role: string;
      readonly content: string | readonly { readonly text?: string }[];
    }[]
  )
    .filter(({ role }) => role === "user")
    .map(({ content }) => (typeof content === "string" ? content : content.map((part) => part.text ?? "").join("")))
    .join("\n");
  const found = /number="(?<number>\d+)"(?:(?!number=")[\s\S])*?(?<sentence>Signing keys[^.\n]*\.)/u.exec(
    prompt,
  )?.groups;
  const wanted = /Question[^\n]*\n(?<question>[\s\S]*)$/u.exec(prompt)?.groups?.["question"] ?? "";
  if (found === undefined || !wanted.includes("rotated")) return ["NOT IN", " SOURCES: ", "that"];
  const sentence = found["sentence"] ?? "";
  return `${sentence.slice(0, -1)} [${found["number"]}: "${sentence}"].`.match(/[\s\S]{1,12}/gu) ?? [];
}

function openAi(response: ServerResponse, pieces: readonly string[], endsAbruptly: boolean): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const chunk = (choices: unknown, more: object = {}) =>
    response.write(
      `data: ${JSON.stringify({ id: "c-1", object: "chat.completion.chunk", created: 1, model: "fake", choices, ...more })}\n\n`,
    );
  for (const content of pieces) chunk([{ index: 0, delta: { role: "assistant", content }, finish_reason: null }]);
  if (endsAbruptly) {
    response.end();
    return;
  }
  chunk([{ index: 0, delta: {}, finish_reason: "stop" }]);
  chunk([], { usage: { prompt_tokens: 300, completion_tokens: 20, total_tokens: 320 } });
  response.end("data: [DONE]\n\n");
}

/** Cites its input documents through the API, as Claude does. */
async function anthropic(response: ServerResponse, body: Json, says: readonly string[] | null): Promise<void> {
  if (says !== null) return streamMessage(response, { blocks: [{ text: says.join("") }] });
  const request = body as unknown as MessagesRequest;
  const sentence = documentsOf(request.messages)
    .map(({ source }) => /Signing keys[^.\n]*\./u.exec(source.data)?.[0])
    .find((found) => found !== undefined);
  const wanted = JSON.stringify(request.messages.at(-1)?.content).includes("rotated?");
  await streamMessage(response, {
    blocks:
      sentence === undefined || !wanted
        ? [{ text: "NOT IN SOURCES: that" }]
        : [{ text: sentence, citations: [citationOf(request, sentence)] }],
  });
}

function ollama(response: ServerResponse, pieces: readonly string[]): void {
  response.writeHead(200, { "content-type": "application/x-ndjson" });
  const line = (data: object) =>
    response.write(`${JSON.stringify({ model: "fake", created_at: "2026-01-01T00:00:00Z", ...data })}\n`);
  for (const content of pieces) line({ message: { role: "assistant", content }, done: false });
  line({
    message: { role: "assistant", content: "" },
    done: true,
    done_reason: "stop",
    prompt_eval_count: 300,
    eval_count: 20,
    total_duration: 1,
    load_duration: 1,
    prompt_eval_duration: 1,
    eval_duration: 1,
  });
  response.end();
}
