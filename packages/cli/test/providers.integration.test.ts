import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Answer, IndexReport } from "@ragstone/core";
import { describe, expect, test } from "vitest";
import { folderOf, guide, lunch } from "../../engine/test/folder.js";
import { ragstone } from "./command.js";
import { indexedFolder } from "../../engine/test/databricks.js";
import { type ErrorJson } from "./databricks.js";
import { fakeProviders } from "./fake-providers.js";

const documents = { "guides/keys.md": guide, "lunch.txt": lunch };
const question = "How often are signing keys rotated?";
const key = "sk-secret0123456789";
const keys = { OPENAI_API_KEY: key, ANTHROPIC_API_KEY: key };
const miniLm = fileURLToPath(new URL("../../../../shared/models/minilm-l6-v2-onnx", import.meta.url));

describe("chat models through LangChain", () => {
  test.each([
    ["openai", "/v1", "/v1/chat/completions", {}],
    ["anthropic", "", "/v1/messages", {}],
    // Without this setting the server would silently cut the prompt.
    ["ollama", "", "/api/chat", { options: { num_ctx: 8192 } }],
  ])(
    "%s: answers with a citation from the file, refuses, and keeps to --max-tokens",
    async (provider, base, path, fields) => {
      const fake = await fakeProviders();
      const folder = await indexedFolder(documents);
      const args = [
        "--model",
        `${provider}:some-model`,
        "--base-url",
        fake.origin + base,
        "--max-tokens",
        "77",
        "--json",
      ];
      const [answered, refused] = await Promise.all(
        [question, "What does a lunch cost?"].map((asked) => ragstone(["ask", asked, folder, ...args], { env: keys })),
      );
      expect(answered).toMatchObject({ code: 0, err: "" });
      const answer = answered?.json<Answer>();
      expect(answer).toMatchObject({
        status: "answered",
        model: `${provider}:some-model`,
        usage: { inputTokens: 300, outputTokens: 20, costUsd: null },
      });
      expect(answer?.claims.map(({ verdict }) => verdict)).toEqual(["quoted"]);
      const [citation] = answer?.citations ?? [];
      expect(guide.slice(citation!.start, citation!.end)).toBe("Signing keys are rotated every 90 days.");
      expect(refused?.code).toBe(3);
      expect(new Set(fake.requests.map((request) => request.path))).toEqual(new Set([path]));
      const [{ body }] = fake.requests as [(typeof fake.requests)[number]];
      expect(JSON.stringify(body)).toMatch(/"(?:max_tokens|max_completion_tokens|num_predict)":77\b/u);
      expect(body).toMatchObject({ stream: true, ...fields });
    },
  );

  test("a server of one's own needs no key, and prices come from the folder's file, once it is trusted", async () => {
    const fake = await fakeProviders();
    const folder = await folderOf({
      ...documents,
      "ragstone.config.json": JSON.stringify({
        model: "openai:local",
        baseUrl: `${fake.origin}/v1`,
        prices: { "openai:local": { input: 1000, output: 0 } },
      }),
    });
    const data = await folderOf({});
    const env = { OPENAI_API_KEY: "", XDG_DATA_HOME: data, LOCALAPPDATA: data };
    const ask = (...flags: string[]) => ragstone(["ask", question, folder, "--json", ...flags], { env });
    const refused = await ask();
    expect(refused.code).toBe(2);
    expect(refused.json<ErrorJson>().error.hint).toContain("--trust-config");
    for (const { code, json } of [await ask("--trust-config"), await ask()]) {
      expect(code).toBe(0);
      expect(json<Answer>().usage.costUsd).toBeCloseTo(0.3, 9);
    }
  });

  test.each([
    [
      "anthropic",
      401,
      { type: "error", error: { type: "authentication_error", message: "invalid x-api-key" } },
      "sign-in-failed",
      "ANTHROPIC_API_KEY",
    ],
    [
      "openai",
      401,
      { error: { message: `Incorrect API key provided: ${key}`, type: "invalid_request_error" } },
      "sign-in-failed",
      "OPENAI_API_KEY",
    ],
    [
      "openai",
      400,
      { error: { message: "This model's maximum context length is 8192 tokens." } },
      "context-overflow",
      "--k",
    ],
    ["ollama", 404, { error: "model 'some-model' not found" }, "endpoint-missing", "ollama pull"],
  ])("%s: %i is an error that says what to do, without the key", async (...row) => {
    const [provider, status, body, code, hint] = row;
    const fake = await fakeProviders();
    fake.fail = { status, body };
    const folder = await indexedFolder(documents);
    const ended = await ragstone(
      [
        "ask",
        question,
        folder,
        "--model",
        `${provider}:some-model`,
        "--base-url",
        `${fake.origin}${provider === "openai" ? "/v1" : ""}`,
        "--json",
      ],
      { env: keys },
    );
    expect(ended.code).toBe(7);
    expect(ended.json<ErrorJson>().error).toMatchObject({
      code,
      message: expect.stringContaining(`${provider}:some-model`),
      hint: expect.stringContaining(hint),
    });
    expect(ended.out + ended.err).not.toContain(key);
  });

  test("no key, no server, a meaningless parameter and a missing package have different messages", async () => {
    const folder = await indexedFolder(documents);
    const hooks = await folderOf({
      "hooks.mjs":
        'export async function resolve(name, context, next) { if (/^(?:@langchain\\/|ollama)/.test(name)) throw Object.assign(new Error(`Cannot find package ${name}`), { code: "ERR_MODULE_NOT_FOUND" }); return next(name, context); }',
      "register.mjs": 'import { register } from "node:module"; register("./hooks.mjs", import.meta.url);',
    });
    const ask = (spec: string, more: readonly string[] = [], env: Record<string, string> = {}) =>
      ragstone(["ask", question, folder, "--model", spec, ...more, "--json"], {
        env: { OPENAI_API_KEY: "", ANTHROPIC_API_KEY: "", ...env },
      });
    const missing = { NODE_OPTIONS: `--import ${join(hooks, "register.mjs")}` };
    const ended = await Promise.all([
      ask("anthropic:claude-x"),
      ask("openai:gpt-x"),
      ask("ollama:llama3.2:3b", ["--base-url", "http://127.0.0.1:9"]),
      ask("openai:gpt-x?contxt=9", [], keys),
      ask("openai:gpt-x", [], { ...keys, ...missing }),
      ask("anthropic:claude-x", [], { ...keys, ...missing }),
      ragstone(["index", folder, "--embedder", "ollama:nomic-embed-text", "--json"], { env: missing }),
    ]);
    expect(ended.map(({ code, json }) => [code, json<ErrorJson>().error.code])).toEqual([
      [7, "sign-in-failed"],
      [7, "sign-in-failed"],
      [7, "network-failed"],
      [2, "invalid-option"],
      [2, "dependency-missing"],
      [2, "dependency-missing"],
      [2, "dependency-missing"],
    ]);
    expect(ended[2]?.json<ErrorJson>().error.hint).toContain("ollama serve");
    for (const { json } of ended.slice(4)) expect(json<ErrorJson>().error.hint).toMatch(/npm install @langchain\//u);
  });
});

describe("embedding models through LangChain", () => {
  test.each([
    ["openai", "/v1", "/v1/embeddings", { model: "small" }],
    ["ollama", "", "/api/embed", { model: "small", truncate: false }],
  ])(
    "%s: indexes and searches by meaning, and the index remembers model and address",
    async (provider, base, path, fields) => {
      const fake = await fakeProviders();
      const folder = await folderOf(documents);
      const indexed = await ragstone(
        [
          "index",
          folder,
          "--embedder",
          `${provider}:small?dimensions=64&window=256`,
          "--base-url",
          fake.origin + base,
          "--json",
        ],
        { env: keys },
      );
      expect(indexed).toMatchObject({ code: 0, err: "" });
      const report = indexed.json<IndexReport>();
      expect(report.embedded.texts).toBe(report.chunks.total);
      expect(new Set(fake.requests.map((request) => request.path))).toEqual(new Set([path]));
      const found = await ragstone(["search", "rotated signing keys", folder, "--mode", "vector", "--json"], {
        env: keys,
      });
      expect(found.json<{ hits: Answer["sources"] }>().hits[0]?.path).toBe("guides/keys.md");
      expect(fake.requests[0]?.body).toMatchObject(fields);
    },
  );

  test("other dimensions, a refused key and an unknown model are reported", async () => {
    const fake = await fakeProviders();
    const index = async (spec: string) =>
      ragstone(["index", await folderOf(documents), "--embedder", spec, "--base-url", `${fake.origin}/v1`, "--json"], {
        env: keys,
      });
    const wrong = await index("openai:small?dimensions=32&window=256");
    expect(wrong.code).toBe(7);
    expect(wrong.json<ErrorJson>().error).toMatchObject({
      code: "response-invalid",
      message: expect.stringMatching(/64 dimensions; expected 32/u),
    });
    const unknown = await index("openai:never-heard-of");
    expect(unknown.code).toBe(2);
    expect(unknown.json<ErrorJson>().error.hint).toContain("dimensions");
    fake.fail = { status: 401, body: { error: { message: `Incorrect API key provided: ${key}` } } };
    const refused = await index("openai:small?dimensions=64&window=256");
    expect(refused.code).toBe(7);
    expect(refused.json<ErrorJson>().error).toMatchObject({
      code: "sign-in-failed",
      hint: expect.stringContaining("OPENAI_API_KEY"),
    });
    expect(refused.out).not.toContain(key);
  });
});

describe("a local transformer", () => {
  test.skipIf(!existsSync(miniLm))(
    "onnx:DIR indexes and searches by meaning, from any working directory after",
    async () => {
      const folder = await folderOf(documents);
      const indexed = await ragstone(["index", folder, "--embedder", "onnx:minilm-l6-v2-onnx", "--json"], {
        cwd: join(miniLm, ".."),
      });
      expect(indexed).toMatchObject({ code: 0, err: "" });
      const [found, status] = await Promise.all([
        ragstone(["search", "changing cryptographic secrets", folder, "--mode", "vector", "--json"]),
        ragstone(["status", "--folder", folder, "--json"]),
      ]);
      expect(found.json<{ hits: Answer["sources"] }>().hits[0]?.path).toBe("guides/keys.md");
      expect(status.json()).toMatchObject({
        embedder: "onnx:minilm-l6-v2-onnx",
        fingerprint: { embedder: { dimensions: 384 } },
      });
    },
  );

  test("a folder without a model is reported with the expected files", async () => {
    const { code, json } = await ragstone([
      "index",
      await folderOf(documents),
      "--embedder",
      "onnx:/nowhere/at/all",
      "--json",
    ]);
    expect(code).toBe(2);
    expect(json<ErrorJson>().error).toMatchObject({
      code: "model-missing",
      message: expect.stringContaining("/nowhere/at/all"),
    });
  });
});
