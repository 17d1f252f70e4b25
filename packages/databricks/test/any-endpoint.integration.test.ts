import { afterEach, describe, expect, it } from "vitest";
import {
  createWorkspace,
  databricksEmbedder,
  lookUpModel,
  streamChat,
  type LookUpOptions,
  type ResolvedChatModel,
} from "../src/index.js";
import { failureOf } from "./failure-of.js";
import { hostileServer, type HostileServer } from "./hostile-server.js";
import { quickRetry } from "./workspace-of.js";

type Json = Readonly<Record<string, unknown>>;

const foundation = (name: string, task: string) => ({
  task,
  endpoint_type: "FOUNDATION_MODEL_API",
  config: { served_entities: [{ entity_name: `system.ai.${name}`, foundation_model: { name } }] },
});
const external = (name: string, provider: string, task: string) => ({
  endpoint_type: "EXTERNAL_MODEL",
  config: { served_entities: [{ external_model: { name, provider, task } }] },
});
const custom = (task: string | undefined) => ({
  task,
  config: { served_entities: [{ entity_name: "main.llm.mine" }] },
});

/** Endpoint objects of a workspace with models of many makers. */
const endpoints: Readonly<Record<string, Json>> = {
  "databricks-gpt-oss-120b": foundation("gpt-oss-120b", "llm/v1/chat"),
  "databricks-kimi-k3": foundation("kimi-k3", "llm/v1/chat"),
  "databricks-claude-opus-9": foundation("claude-opus-9", "llm/v1/chat"),
  "databricks-llama-9": foundation("llama-v9-70b", "llm/v1/chat"),
  "my-claude": external("claude-3-7-sonnet-20250219", "anthropic", "llm/v1/chat"),
  "my-openai": external("text-embedding-3-small", "openai", "llm/v1/embeddings"),
  "my-ada": external("ada-of-our-own", "custom", "llm/v1/embeddings"),
  "my-agent": custom("agent/v1/chat"),
  "my-model": custom(undefined),
  "my-completions": custom("llm/v1/completions"),
  "two-embedders": {
    task: "llm/v1/embeddings",
    config: { served_entities: [{ entity_name: "gte-large-en" }, { entity_name: "bge-large-en" }] },
  },
  "two-chats": {
    task: "llm/v1/chat",
    config: { served_entities: [{ entity_name: "system.ai.gemini-2-5-pro" }, { entity_name: "gpt-oss-20b" }] },
  },
};

let server: HostileServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function workspace() {
  server = await hostileServer((_, response, { url = "" }) => {
    const name = decodeURIComponent(/serving-endpoints\/([^/]+)/.exec(url)?.[1] ?? "");
    const json = { "content-type": "application/json" };
    if (url.endsWith("/invocations"))
      return response
        .writeHead(200, json)
        .end(JSON.stringify({ data: [{ embedding: Array.from({ length: 384 }, () => 1) }] }));
    if (name === "")
      return response
        .writeHead(200, json)
        .end(JSON.stringify({ endpoints: Object.keys(endpoints).map((each) => ({ name: each, ...endpoints[each] })) }));
    const found = endpoints[name];
    return found === undefined
      ? response.writeHead(404, json).end(JSON.stringify({ error_code: "RESOURCE_DOES_NOT_EXIST", message: "no" }))
      : response.writeHead(200, json).end(JSON.stringify({ name, ...found }));
  });
  return createWorkspace({ host: server.host, token: "dapi-test", env: {}, retry: quickRetry });
}

const found = async (spec: string, options?: LookUpOptions) => lookUpModel(spec, await workspace(), options);

describe("any endpoint of a workspace", () => {
  it.each([
    ["gpt-oss-120b?context=64000", { spec: "databricks:gpt-oss-120b?context=64000", model: { contextTokens: 64_000 } }],
    [
      "kimi-k3",
      { endpoint: "databricks-kimi-k3", payPerToken: true, model: { dialect: "openai", contextTokens: 16_384 } },
    ],
    ["databricks-claude-opus-9", { spec: "databricks:databricks-claude-opus-9", model: { dialect: "claude" } }],
    ["databricks-llama-9?max=8192", { model: { dialect: "llama", maxOutputTokens: 8192 } }],
    ["my-claude", { spec: "databricks:my-claude?family=claude-3-7-sonnet", payPerToken: false }],
    ["my-openai", { spec: "databricks:my-openai?family=text-embedding-3-small", model: { dimensions: 1536 } }],
    ["my-ada", { spec: "databricks:my-ada?dimensions=384&window=512", model: { dimensions: 384, windowTokens: 512 } }],
    ["my-agent", { payPerToken: false, model: { kind: "chat", dialect: "openai" } }],
    ["two-chats", { model: { name: "gpt-oss-20b" } }],
  ] as const)("gives the facts of %s", async (spec, expected) => {
    expect(await found(spec)).toMatchObject(expected);
  });

  it("takes the kind that is needed where an endpoint reports no task", async () => {
    expect((await found("my-model", { kind: "chat" })).model.kind).toBe("chat");
    expect((await found("my-model", { kind: "embedding" })).model).toMatchObject({
      kind: "embedding",
      dimensions: 384,
    });
    const error = await failureOf(found("my-model"));
    expect([error.message.includes("has no task"), error.hint]).toEqual([
      true,
      "Give the form of its requests, for example databricks:my-model?family=openai.",
    ]);
  });

  it("says what an endpoint cannot do, and never names an embedding family for a chat model", async () => {
    const completions = await failureOf(found("my-completions"));
    expect(completions.message).toContain("has the task llm/v1/completions; expected llm/v1/chat or llm/v1/embeddings");
    expect((await failureOf(found("two-embedders"))).message).toContain("serves gte-large-en and bge-large-en at once");
    const chat = await found("databricks-kimi-k3");
    expect(() => databricksEmbedder({ model: chat })).toThrow(
      expect.objectContaining({ hint: "databricks-kimi-k3 is a chat model: it writes answers and has no vectors." }),
    );
  });

  it("suggests the endpoint of the model that a dated id means", async () => {
    for (const name of ["gpt-oss-120b-20250805", "openai.gpt-oss-120b"]) {
      const error = await failureOf(lookUpModel(name, await workspace()));
      expect([error.code, error.hint]).toEqual(["endpoint-missing", "Did you mean databricks:gpt-oss-120b?"]);
    }
  });

  it("suggests the endpoint with the nearest name", async () => {
    const error = await failureOf(found("databricks-kimi-k2"));
    expect([error.code, error.hint]).toEqual(["endpoint-missing", "Did you mean databricks:databricks-kimi-k3?"]);
  });

  it("asks a model that it does not know in the plain form", async () => {
    const here = await workspace();
    const model = (await lookUpModel("kimi-k3", here)) as ResolvedChatModel;
    const request = { messages: [{ role: "user" as const, content: "Hello" }] };
    const asked = async () => {
      for await (const part of streamChat({ workspace: here, model, request })) void part;
    };
    expect((await failureOf(asked())).code).toBe("response-invalid");
  });
});
