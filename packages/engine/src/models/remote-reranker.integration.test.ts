import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Reranker } from "@ragstone/core";
import { remoteReranker } from "./remote-reranker.js";

interface Reply {
  readonly status?: number;
  readonly body: unknown;
}

const candidates = ["lunch menu", "keys rotate", "key days"].map((text, at) => ({
  id: String(at),
  text,
  headings: at === 1 ? ["Security", "Keys"] : [],
  score: 0.5,
}));

let server: Server;
let replies: (Reply | null)[];
let requests: { readonly path: string | undefined; readonly key: string | undefined; readonly body: unknown }[];
let reranker: Reranker;

beforeEach(async () => {
  replies = [];
  requests = [];
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      requests.push({ path: request.url, key: request.headers.authorization, body: JSON.parse(text) });
      const reply = replies.shift();
      // `null` never answers.
      if (reply === null || reply === undefined) return;
      const { status = 200, body } = reply;
      response.writeHead(status, { "content-type": "application/json" });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  reranker = remoteReranker("rerank-v3", {}, { workingDir: "/", baseUrl: `http://127.0.0.1:${port}/v2/` });
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const result = (index: number, score: unknown) => ({ index, relevance_score: score });

describe("a rerank endpoint", () => {
  it("is sent the passages with their headings, and its scores come back in their order", async () => {
    replies = [{ body: { id: "x", results: [result(1, 0.9), result(2, 0.4), result(0, 0.1)] } }];
    expect(await reranker.rerank("how often?", candidates)).toEqual([0.1, 0.9, 0.4]);
    expect(requests).toMatchObject([
      {
        path: "/v2/rerank",
        body: {
          model: "rerank-v3",
          query: "how often?",
          documents: ["lunch menu", "Security > Keys\n\nkeys rotate", "key days"],
          top_n: 3,
        },
      },
    ]);
  });

  it("may name the list as Voyage does, and give logits as llama.cpp does", async () => {
    replies = [{ body: { data: [result(0, -2), result(1, 3), result(2, 0)] } }];
    const scores = await reranker.rerank("q", candidates);
    expect(scores.map((score) => score.toFixed(3))).toEqual(["0.119", "0.953", "0.500"]);
  });

  it.each([
    ["fewer scores", { results: [result(0, 0.5), result(1, 0.5)] }],
    ["one document twice", { results: [result(0, 0.5), result(1, 0.5), result(1, 0.5)] }],
    ["a document that was not sent", { results: [result(0, 0.5), result(1, 0.5), result(3, 0.5)] }],
    ["a score that is not a number", { results: [result(0, 0.5), result(1, 0.5), result(2, null)] }],
    ["a score as text", { results: [result(0, 0.5), result(1, 0.5), result(2, "NaN")] }],
    ["no list", { scores: [1, 2, 3] }],
    ["null", null],
    ["a page", "<html>"],
  ])("is an invalid response with %s", async (_name, body) => {
    replies = [{ body }];
    await expect(reranker.rerank("q", candidates)).rejects.toMatchObject({ code: "response-invalid" });
    expect(requests).toHaveLength(1);
  });

  it("is asked again when it is busy or failing, and not when it refuses", async () => {
    const results = [result(0, 0), result(1, 1), result(2, 0.5)];
    replies = [{ status: 503, body: "overloaded" }, { status: 429, body: "slow down" }, { body: { results } }];
    expect(await reranker.rerank("q", candidates)).toEqual([0, 1, 0.5]);
    replies = [{ status: 401, body: "who are you" }];
    await expect(reranker.rerank("q", candidates)).rejects.toMatchObject({ code: "sign-in-failed", status: 401 });
    replies = [{ status: 404, body: "no such model" }];
    await expect(reranker.rerank("q", candidates)).rejects.toMatchObject({ code: "endpoint-missing" });
    expect(requests).toHaveLength(5);
  });

  it("is no longer waited for after an abort", async () => {
    replies = [null];
    const controller = new AbortController();
    const waiting = reranker.rerank("q", candidates, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error("enough")), 50);
    await expect(waiting).rejects.toThrow("enough");
  });

  it("is given up when it doesn't answer in time", async () => {
    replies = [null];
    const { port } = server.address() as AddressInfo;
    const context = { workingDir: "/", baseUrl: `http://127.0.0.1:${port}` };
    const hasty = remoteReranker("m", {}, context, { timeoutMs: 50, maxAttempts: 1 });
    await expect(hasty.rerank("q", candidates)).rejects.toMatchObject({ code: "timed-out" });
  });

  it("is not reached where nothing listens, which is a typed error", async () => {
    const context = { workingDir: "/", baseUrl: "http://127.0.0.1:9" };
    const unreachable = remoteReranker("m", {}, context, { maxAttempts: 1 });
    await expect(unreachable.rerank("q", candidates)).rejects.toMatchObject({ code: "network-failed" });
  });

  it("needs a base URL and takes no parameters", () => {
    expect(() => remoteReranker("m", {}, { workingDir: "/" })).toThrow(/base URL/u);
    expect(() => remoteReranker("m", { k: "3" }, { workingDir: "/", baseUrl: "http://127.0.0.1:9" })).toThrow(/k=3/u);
  });
});
