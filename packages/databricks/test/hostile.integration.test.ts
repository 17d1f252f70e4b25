import { gzipSync } from "node:zlib";
import type { RagstoneError } from "@ragstone/core";
import { afterEach, describe, expect, it } from "vitest";
import {
  createWorkspace,
  databricksEmbedder,
  findModel,
  streamChat,
  type ResolvedChatModel,
  type Workspace,
  type WorkspaceOptions,
} from "../src/index.js";
import { failureOf } from "./failure-of.js";
import { drip, hostileServer, writeForever, type HostileServer, type Misbehave } from "./hostile-server.js";
import { quickRetry } from "./workspace-of.js";

const mebibyte = 1_048_576;
let server: HostileServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function workspaceAt(misbehave: Misbehave, options: WorkspaceOptions = {}): Promise<Workspace> {
  server = await hostileServer(misbehave);
  const { host } = server;
  return createWorkspace({ host, token: "dapi-test", env: {}, retry: quickRetry, ...options });
}

async function embedding(misbehave: Misbehave, options?: WorkspaceOptions): Promise<RagstoneError> {
  const workspace = await workspaceAt(misbehave, options);
  return failureOf(databricksEmbedder({ model: "gte-large-en", workspace }).embed(["a"], { kind: "passage" }));
}

async function chatting(
  misbehave: Misbehave,
  { maxTokens = 50, ...options }: WorkspaceOptions & { readonly maxTokens?: number } = {},
): Promise<RagstoneError> {
  const workspace = await workspaceAt(misbehave, options);
  const model = findModel("claude-3-7-sonnet") as ResolvedChatModel;
  const request = { messages: [{ role: "user" as const, content: "Hello" }], maxTokens };
  const partsOf = async (): Promise<void> => {
    for await (const part of streamChat({ workspace, model, request })) void part;
  };
  return failureOf(partsOf());
}

const json = { "content-type": "application/json" };
const events = { "content-type": "text/event-stream" };
/** 256 MiB of blanks as 16 members of a few KB each. */
const bomb = Buffer.concat(Array.from({ length: 16 }, () => gzipSync(Buffer.alloc(16 * mebibyte, " "))));
const frame = (text: string): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: text } }] })}\n\n`;
const sendPage: Misbehave = (_, response) => {
  response.writeHead(200, events).end("<!doctype html><title>Sign in</title>");
};
const bombed =
  (headers: Readonly<Record<string, string>>): Misbehave =>
  (_, response) => {
    response.writeHead(200, { ...headers, "content-encoding": "gzip" }).end(bomb);
  };

describe("an answer to an embedding request", () => {
  it.each<[string, string, Misbehave]>([
    ["a gzip bomb", "response-too-large", bombed(json)],
    [
      "an endless body",
      "response-too-large",
      (_, response) => writeForever(response.writeHead(200, json), "[".repeat(65_536)),
    ],
    [
      "a flood of headers",
      "response-invalid",
      (_, response) => response.writeHead(200, { ...json, "x-flood": "x".repeat(100_000) }).end("{}"),
    ],
    [
      "a damaged gzip body",
      "response-invalid",
      (_, response) => response.writeHead(200, { ...json, "content-encoding": "gzip" }).end("no gzip"),
    ],
    ["another protocol", "response-invalid", (_, response) => response.socket?.end("SSH-2.0-OpenSSH_9.2\r\n")],
    [
      "a switch of protocols",
      "response-invalid",
      (_, response) =>
        response.socket?.end("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"),
    ],
    ["a page", "response-invalid", (_, response) => response.writeHead(200, json).end("<html>Sign in</html>")],
  ])("that is %s ends in %s, and is asked for once", async (_, code, misbehave) => {
    const error = await embedding(misbehave);
    expect([error.code, error.name]).toEqual([code, "RemoteError"]);
    expect(server!.requests).toBe(1);
    expect(server!.bytesWritten).toBeLessThan(70 * mebibyte);
  });

  it("identifies a flood of headers", async () => {
    const error = await embedding((_, response) => {
      response.writeHead(200, { "x-flood": "x".repeat(100_000) }).end("{}");
    });
    expect(error.message).toContain("sent more header lines than an answer may have");
  });

  it("that drips ends after the time for an answer, and the attempts within the budget", async () => {
    const error = await embedding((_, response) => drip(response.writeHead(200, json), " "), {
      timeoutMs: 60,
      retry: { ...quickRetry, budgetMs: 150 },
    });
    expect(error.code).toBe("timed-out");
    expect(server!.requests).toBeLessThanOrEqual(2);
  });

  it("that is an endless error is known by its beginning", async () => {
    const error = await embedding((_, response) =>
      writeForever(response.writeHead(400, json), "no such field ".repeat(5000)),
    );
    expect(error.message).toContain("no such field");
    expect(server!.bytesWritten).toBeLessThan(30 * mebibyte);
  });
});

describe("a stream", () => {
  it.each<[string, string, number, Misbehave]>([
    ["a page", "response-invalid", 1, sendPage],
    ["a gzip bomb of one line", "response-too-large", 1, bombed(events)],
    [
      "an endless line",
      "response-too-large",
      1,
      (_, response) => writeForever(response.writeHead(200, events), "data: ".repeat(10_000)),
    ],
    [
      "an endless event",
      "response-too-large",
      1,
      (_, response) => writeForever(response.writeHead(200, events), `data: ${"x".repeat(60_000)}\n`),
    ],
    [
      "comments as fast as they are read",
      "response-too-large",
      1,
      (_, response) => writeForever(response.writeHead(200, events), `: ${"x".repeat(60_000)}\n\n`),
    ],
    [
      "empty frames as fast as they are read",
      "response-too-large",
      1,
      (_, response) =>
        writeForever(response.writeHead(200, events), `data: {"choices":[],"x":"${"x".repeat(60_000)}"}\n\n`),
    ],
    [
      "an answer far beyond its tokens",
      "response-too-large",
      1,
      (_, response) => writeForever(response.writeHead(200, events), frame("word ".repeat(100))),
    ],
  ])("of %s ends in %s", async (_, code, requests, misbehave) => {
    const error = await chatting(misbehave);
    expect([error.code, error.name, server!.requests]).toEqual([code, "RemoteError", requests]);
    expect(server!.bytesWritten).toBeLessThan(70 * mebibyte);
  });

  it("of comments alone is silent", async () => {
    const error = await chatting((_, response) => drip(response.writeHead(200, events), ": keep-alive\n\n"), {
      timeoutMs: 60,
      retry: { ...quickRetry, budgetMs: 150 },
    });
    expect([error.code, server!.requests <= 2]).toEqual(["timed-out", true]);
  });

  it("that says nothing in endless frames ends after the time for a stream", async () => {
    const error = await chatting((_, response) => drip(response.writeHead(200, events), frame("")), {
      timeoutMs: 10_000,
      streamTimeoutMs: 60,
      retry: { ...quickRetry, budgetMs: 100 },
    });
    expect([error.code, error.message.includes("0.06 s")]).toEqual(["timed-out", true]);
  });

  it("that continues after the time for a stream keeps the received part", async () => {
    const error = await chatting((_, response) => drip(response.writeHead(200, events), frame("x")), {
      maxTokens: 4000,
      timeoutMs: 10_000,
      streamTimeoutMs: 200,
    });
    expect(error.code).toBe("stream-cut");
    expect(error.message).toContain("it was not complete within the time for a stream");
    expect(error.data["partialText"]).toMatch(/^x+$/);
  });

  it("far beyond its tokens keeps what came", async () => {
    const error = await chatting((_, response) =>
      writeForever(response.writeHead(200, events), frame("word ".repeat(100))),
    );
    expect(error.message).toMatch(/far beyond the 50 tokens asked for/);
    expect(String(error.data["partialText"]).length).toBeLessThan(6000);
  });

  it("that was asked for and came whole is measured too", async () => {
    const body = JSON.stringify({
      choices: [{ index: 0, message: { content: "word ".repeat(2000) }, finish_reason: "stop" }],
    });
    const error = await chatting((_, response) => response.writeHead(200, json).end(body));
    expect([error.code, server!.requests]).toEqual(["response-too-large", 1]);
  });
});

it("a discovery document and a token endpoint with endless answers are each asked once", async () => {
  server = await hostileServer((_, response) => writeForever(response.writeHead(200, json), "[".repeat(65_536)));
  const workspace = createWorkspace({ host: server.host, clientId: "id", clientSecret: "secret", env: {} });
  const error = await failureOf(
    databricksEmbedder({ model: "gte-large-en", workspace }).embed(["a"], { kind: "passage" }),
  );
  expect([error.code, server.requests]).toEqual(["response-too-large", 2]);
});
