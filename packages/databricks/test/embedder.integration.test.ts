import type { Embedder, EmbedResult } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { databricksEmbedder, type DatabricksEmbedderOptions } from "../src/index.js";
import { failureOf } from "./failure-of.js";
import { hostileServer } from "./hostile-server.js";
import { useStandin } from "./use-standin.js";
import { memoryOf } from "./memory-of.js";
import { workspaceOf } from "./workspace-of.js";

const { standin, problems } = useStandin({
  reset: (standin) =>
    standin.setQuirks({
      overWindow: "truncate",
      maxInputs: 150,
      emptyInput: "error",
      base64: "base64",
      gteInstruction: "ignore",
    }),
});

const embedderOf = (options: Partial<DatabricksEmbedderOptions> = {}): Embedder =>
  databricksEmbedder({ model: "gte-large-en", workspace: workspaceOf(standin()).workspace, ...options });
const passages = (embedder: Embedder, texts: readonly string[]): Promise<EmbedResult> =>
  embedder.embed(texts, { kind: "passage" });
const inputsSent = () =>
  standin().requests.flatMap(({ body, status }) =>
    status === 200 ? (body as { readonly input: readonly string[] }).input : [],
  );
const words = (count: number) => Array.from({ length: count }, () => "word").join(" ");

describe("databricksEmbedder", () => {
  it("tells GTE from BGE by fingerprint, and an endpoint of one's own from both", () => {
    const prints = ["gte-large-en", "bge-large-en", "mine?family=gte-large-en"].map(
      (model) => embedderOf({ model }).fingerprint,
    );
    expect(prints.map(({ model }) => model)).toEqual([
      "databricks:gte-large-en",
      "databricks:bge-large-en",
      "databricks:mine?family=gte-large-en",
    ]);
    expect(prints.every(({ dimensions, normalised }) => dimensions === 1024 && normalised)).toBe(true);
  });

  it("normalises what GTE leaves as it is", async () => {
    const { vectors } = await passages(embedderOf(), ["Keys are rotated every ninety days."]);
    expect(Math.hypot(...vectors[0]!)).toBeCloseTo(1, 5);
  });

  it("puts BGE's instruction before queries only", async () => {
    const embedder = embedderOf({ model: "bge-large-en" });
    await embedder.embed(["how often?"], { kind: "query" });
    await passages(embedder, ["every ninety days"]);
    expect(inputsSent()).toEqual([
      "Represent this sentence for searching relevant passages: how often?",
      "every ninety days",
    ]);
  });

  it("counts the instruction in the window", async () => {
    const embedder = embedderOf({ model: "bge-large-en" });
    expect((await passages(embedder, [words(510)])).failures).toEqual([]);
    expect((await passages(embedder, [words(511)])).failures[0]?.error.data).toMatchObject({
      tokens: 513,
      windowTokens: 512,
    });
    expect((await embedder.embed([words(502)], { kind: "query" })).failures).toEqual([]);
    expect((await embedder.embed([words(503)], { kind: "query" })).failures[0]?.error.code).toBe("text-too-long");
    expect(standin().requests).toHaveLength(2);
  });

  it("sends the instruction as a field when configured", async () => {
    await embedderOf({ model: "bge-large-en", instruction: "field" }).embed(["how often?"], { kind: "query" });
    expect(standin().requests[0]?.body).toEqual({
      input: ["how often?"],
      instruction: "Represent this sentence for searching relevant passages:",
    });
  });

  it("sends at most 150 texts a request and keeps their order, whatever order the answer has", async () => {
    const texts = Array.from({ length: 331 }, (_, i) => `text number ${i}`);
    const embedder = embedderOf();
    const alone = await passages(embedder, [texts[200]!]);
    standin().clearRequests();
    standin().setFaults([{ name: "swapped-order" }]);
    const { vectors, tokens } = await passages(embedder, texts);
    expect(
      standin()
        .requests.map(({ body }) => (body as { input: string[] }).input.length)
        .sort((a, b) => a - b),
    ).toEqual([31, 150, 150]);
    expect(vectors[200]).toEqual(alone.vectors[0]);
    expect(vectors.every((vector) => vector !== null)).toBe(true);
    expect(tokens).toBe(texts.reduce((sum, text) => sum + embedder.tokenizer.count(text) + 2, 0));
  });

  it("keeps a request under 4 MB, and fails a text that is above it alone", async () => {
    const big = "x".repeat(1_500_000);
    const { failures } = await passages(embedderOf(), [big, big, big, big, "y".repeat(4_100_000)]);
    expect(failures.map(({ index, error }) => `${index} ${error.code}`)).toEqual(["4 text-too-long"]);
    expect(
      standin()
        .requests.map(({ bytes }) => bytes)
        .every((bytes) => bytes <= 4_000_000),
    ).toBe(true);
    expect(standin().requests).toHaveLength(2);
  });

  it("reads base64 as it reads lists", async () => {
    const text = ["Keys are rotated every ninety days."];
    const list = await passages(embedderOf(), text);
    const coded = await passages(embedderOf({ encoding: "base64" }), text);
    standin().setQuirks({ base64: "floats" });
    const tolerated = await passages(embedderOf({ encoding: "base64" }), text);
    for (const { vectors } of [coded, tolerated])
      for (const [i, value] of vectors[0]!.entries()) expect(value).toBeCloseTo(list.vectors[0]![i]!, 5);
    expect(standin().requests.map(({ body }) => "encoding_format" in (body as object))).toEqual([false, true, true]);
  });

  it("never sends an empty text", async () => {
    const { vectors, failures } = await passages(embedderOf(), ["", "  \n", "a"]);
    expect([vectors.map((vector) => vector !== null), failures]).toEqual([[false, false, true], []]);
    expect(inputsSent()).toEqual(["a"]);
  });

  it.each<[string, (tokens: number, texts: number) => number]>([
    ["one fewer per text", (tokens, texts) => tokens - texts - 2 * texts],
    ["3 % fewer", (tokens) => Math.floor(tokens * 0.97)],
    ["half", (tokens) => Math.floor(tokens / 2)],
  ])("keeps window and vectors when a service counts %s, with one notice and two more requests", async (_, lie) => {
    const server = await hostileServer((body, response) => {
      const { input } = JSON.parse(body) as { readonly input: readonly string[] };
      const tokens = input.reduce((sum, text) => sum + text.split(" ").length + 2, 0);
      const data = input.map((_, index) => ({ index, embedding: Array.from({ length: 1024 }, () => 0.1) }));
      response.end(JSON.stringify({ data, usage: { prompt_tokens: lie(tokens, input.length) } }));
    });
    const memory = memoryOf();
    const texts = [words(300), words(10), words(900), words(8000)];
    const seen: string[] = [];
    const windows: number[] = [];
    // Each run is a process of its own: it shares nothing with the others but the memory.
    for (let run = 0; run < 3; run += 1) {
      const { workspace, events } = workspaceOf({ ...standin(), host: server.host }, { memory });
      const embedder = databricksEmbedder({ model: "gte-large-en", workspace });
      const { vectors, failures } = await passages(embedder, texts);
      expect([vectors.every((vector) => vector !== null), failures]).toEqual([true, []]);
      seen.push(...events.map((event) => (event.type === "notice-raised" ? event.code : event.type)));
      windows.push(embedder.windowTokens);
    }
    expect([server.requests, windows, seen]).toEqual([5, [8192, 8192, 8192], ["usage-differs"]]);
    await server.close();
  });

  it.each([
    ["nothing", undefined],
    ["zero", 0],
    ["no special tokens", 1200],
  ])("is silent when a service counts %s", async (_, tokens) => {
    const server = await hostileServer((body, response) => {
      const { input } = JSON.parse(body) as { readonly input: readonly string[] };
      const data = input.map((_, index) => ({ index, embedding: Array.from({ length: 1024 }, () => 0.1) }));
      const counted = input.reduce((sum, text) => sum + text.split(" ").length, 0);
      response.end(JSON.stringify({ data, usage: { prompt_tokens: tokens === 1200 ? counted : tokens } }));
    });
    const { workspace, events } = workspaceOf({ ...standin(), host: server.host });
    const { failures } = await passages(databricksEmbedder({ model: "gte-large-en", workspace }), [words(1200)]);
    expect([failures, events]).toEqual([[], []]);
    await server.close();
  });

  it("finds that a service reads only the start of texts, and has longer ones divided", async () => {
    standin().setFaults([{ name: "truncate", value: 300 }]);
    const { workspace, events } = workspaceOf(standin());
    const texts = ["short", words(900), words(200)];
    const embedder = databricksEmbedder({ model: "gte-large-en", workspace });
    const { vectors, failures } = await passages(embedder, texts);
    expect(vectors.map((vector) => vector !== null)).toEqual([true, false, true]);
    expect(failures.map(({ index, error }) => [index, error.code, error.data["windowTokens"]])).toEqual([
      [1, "text-too-long", 300],
    ]);
    expect(events).toMatchObject([
      { code: "window-smaller", message: expect.stringContaining("only the first 300 tokens") as string },
    ]);
    // Known for the workspace: another embedder of the endpoint does not send what would be cut.
    standin().clearRequests();
    const again = await passages(databricksEmbedder({ model: "gte-large-en", workspace }), texts);
    expect(again.failures).toHaveLength(1);
    expect(inputsSent()).toEqual(["short", words(200)]);
  });

  it("remembers a smaller window for later processes, and sends them no text that would be cut", async () => {
    standin().setFaults([{ name: "truncate", value: 300 }]);
    const memory = memoryOf();
    const embed = () =>
      passages(databricksEmbedder({ model: "gte-large-en", workspace: workspaceOf(standin(), { memory }).workspace }), [
        "short",
        words(900),
      ]);
    expect((await embed()).failures).toHaveLength(1);
    standin().clearRequests();
    const later = await embed();
    expect([later.failures.map(({ error }) => error.data["windowTokens"]), inputsSent()]).toEqual([[300], ["short"]]);
    // What was found long ago may have changed.
    for (const [key, finding] of memory.findings) memory.findings.set(key, { ...finding, measuredOn: "2020-01-01" });
    standin().setFaults([]);
    expect((await embed()).failures).toEqual([]);
    expect(JSON.stringify([...memory.findings])).not.toContain("127.0.0.1");
  });

  it("finds the one text that a server rejects, and loses no other", async () => {
    const texts = Array.from({ length: 40 }, (_, i) => `text ${i}`);
    standin().setQuirks({ overWindow: "error" });
    // A server whose window is smaller than the model's: BGE behind an endpoint that is configured as GTE.
    standin().addEndpoint({ name: "mistaken", model: "databricks-bge-large-en" });
    texts[17] = words(700);
    const { vectors, failures } = await passages(embedderOf({ model: "mistaken?family=gte-large-en" }), texts);
    expect(failures.map(({ index, error }) => `${index} ${error.code}`)).toEqual(["17 text-too-long"]);
    expect(vectors.filter((vector) => vector !== null)).toHaveLength(39);
    const received = inputsSent().filter((text) => text !== "ok");
    expect(new Set(received).size).toBe(received.length);
  });

  it("learns that a server takes fewer texts at once", async () => {
    standin().setQuirks({ maxInputs: 40 });
    const embedder = embedderOf();
    const texts = Array.from({ length: 150 }, (_, i) => `text ${i}`);
    const first = await passages(embedder, texts);
    expect(first.failures).toEqual([]);
    standin().clearRequests();
    await passages(embedder, texts);
    expect(standin().requests.every(({ status }) => status === 200)).toBe(true);
  });

  it("does not halve a batch when the endpoint rejects everything", async () => {
    standin().setFaults([]);
    const error = await failureOf(
      passages(
        databricksEmbedder({
          model: "databricks-meta-llama-3-3-70b-instruct?family=gte-large-en",
          workspace: workspaceOf(standin()).workspace,
        }),
        ["a", "b", "c", "d"],
      ),
    );
    expect(error.code).toBe("request-rejected");
    expect(standin().requests).toHaveLength(2);
    standin().clearRequests();
  });

  it("says that an endpoint returns other dimensions, with both", async () => {
    standin().setFaults([{ name: "wrong-dimensions", value: 768 }]);
    const error = await failureOf(passages(embedderOf(), ["a"]));
    expect([error.code, error.message]).toEqual([
      "response-invalid",
      "databricks-gte-large-en returns vectors of 768 dimensions; expected 1024 (GTE Large (En)).",
    ]);
  });

  it.each(["nan", "null-value"] as const)(
    "asks again for a vector with %s alone, and fails it when it stays",
    async (name) => {
      standin().setFaults([{ name, times: 1 }]);
      const once = await passages(embedderOf({ encoding: "base64" }), ["a", "b"]);
      expect(once.failures).toEqual([]);
      standin().setFaults([{ name }]);
      standin().clearRequests();
      const embedder = embedderOf({ encoding: name === "nan" ? "base64" : "float" });
      const always = await passages(embedder, ["a", "b"]);
      expect(always.failures.map(({ index, error }) => `${index} ${error.code}`)).toEqual(["0 response-invalid"]);
      expect(always.vectors[1]).not.toBeNull();
      expect(standin().requests.map(({ body }) => (body as { input: string[] }).input)).toEqual([
        ["a", "b"],
        ["a"],
        ["a"],
      ]);
    },
  );

  it("gets everything through faults of every kind, each text received once", async () => {
    standin().setFaults([
      { name: "random", share: 0.1 },
      { name: "bad-json", share: 0.05 },
    ]);
    const { workspace, events } = workspaceOf(standin(), { retry: { initialDelayMs: 2, maxDelayMs: 20 } });
    const embedder = databricksEmbedder({ model: "gte-large-en", workspace, concurrency: 8 });
    const texts = Array.from({ length: 60 }, (_, i) => `text ${i}`);
    const results = await Promise.all(texts.map((text) => passages(embedder, [text])));
    expect(results.every(({ vectors, failures }) => vectors[0] !== null && failures.length === 0)).toBe(true);
    expect(events.some(({ type }) => type === "request-retried")).toBe(true);
    const whole = standin()
      .requests.filter(({ status, faults }) => status === 200 && faults.length === 0)
      .map(({ body }) => (body as { input: string[] }).input[0]);
    expect(new Set(whole)).toEqual(new Set(texts));
    expect(whole).toHaveLength(texts.length);
  });

  it("estimates time at the limit", () => {
    const embedder = embedderOf({
      workspace: workspaceOf(standin(), { limits: { "gte-large-en": { queriesPerSecond: 5 } } }).workspace,
    });
    expect(embedder.estimateSeconds?.(150 * 600, 1)).toBe(120);
  });

  it("refuses models that embed nothing or are not known", () => {
    expect(() => embedderOf({ model: "claude-3-7-sonnet" })).toThrow("an embedding model");
    expect(() => embedderOf({ model: "somewhere" })).toThrow("with its facts");
  });

  it("sent nothing in all of this that is not documented", () => {
    expect(problems).toEqual([]);
  });
});
