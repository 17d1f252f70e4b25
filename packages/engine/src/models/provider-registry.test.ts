import { InvalidOptionError, type Provider, type Reranker } from "@ragstone/core";
import { describe, expect, test, vi } from "vitest";
import { builtInProviders } from "./built-in-providers.js";
import { createProviderRegistry, type PartKind } from "./provider-registry.js";

const reranker: Reranker = { name: "mine:x", maxCandidates: 5, rerank: async () => [] };
const mine: Provider = {
  prefix: "mine",
  form: "mine:NAME",
  reranker: async ({ text }) => ({ ...reranker, name: text }),
};
const context = { workingDir: "/work" };

async function failureOf(
  kind: PartKind,
  spec: string,
  providers: readonly Provider[] = [],
): Promise<InvalidOptionError> {
  const failure = await createProviderRegistry([...builtInProviders(), ...providers])
    .check(kind, spec)
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InvalidOptionError);
  return failure as InvalidOptionError;
}

describe("a registry of providers", () => {
  test("builds a part with the provider of the spec's prefix", async () => {
    const registry = createProviderRegistry([...builtInProviders(), mine]);
    expect((await registry.reranker("mine:x", context)).name).toBe("mine:x");
    expect((await registry.embedder("static-en-v1", context)).fingerprint.model).toBe("static-en-v1");
  });

  test.each([
    ["generator", "databrick:claude-3-7-sonnet", "Did you mean `databricks:claude-3-7-sonnet`?"],
    ["generator", "claude-3-7-sonet", "Did you mean `databricks:claude-3-7-sonnet`?"],
    ["generator", "databricks", "Did you mean `databricks:ENDPOINT`?"],
    ["generator", "extractive:fast", "Did you mean `extractive`?"],
    ["embedder", "gte-large-en", "Did you mean `databricks:gte-large-en`?"],
    ["embedder", "static-en-v2", "Did you mean `static-en-v1`?"],
  ] as const)("refuses the %s %s with what was meant", async (kind, spec, hint) => {
    expect(await failureOf(kind, spec)).toMatchObject({ code: "invalid-option", hint });
  });

  test("does not ask for the state of a built-in model to suggest its name", async () => {
    const models = vi.fn<NonNullable<Provider["models"]>>(async () => ({}));
    const local: Provider = {
      prefix: "local",
      form: "local",
      embedder: vi.fn<NonNullable<Provider["embedder"]>>(),
      models,
    };
    expect((await failureOf("embedder", "gte-large-en", [local])).hint).toContain("databricks:gte-large-en");
    expect(models).not.toHaveBeenCalled();
  });

  test("names every provider of the kind where nothing is near", async () => {
    expect((await failureOf("embedder", "xyzzy:a")).message).toBe(
      'embedder is "xyzzy:a"; expected static-en-v1, minilm, databricks:ENDPOINT, openai:MODEL, ollama:MODEL, onnx:DIR.',
    );
    expect((await failureOf("reranker", "xyzzy:a", [mine])).message).toContain(
      "expected minilm, openai:MODEL, onnx:DIR, mine:NAME, off",
    );
  });

  test("says that no provider makes the part where none does", async () => {
    const registry = createProviderRegistry([]);
    expect(await registry.check("reranker", "databricks:gte-large-en").catch((error: unknown) => error)).toMatchObject({
      message: 'reranker is "databricks:gte-large-en"; expected a reranker as an object.',
      hint: "No registered provider makes a reranker: pass an object, or register a provider that does.",
    });
  });

  test("refuses a prefix that is registered twice", () => {
    expect(() => createProviderRegistry([...builtInProviders(), { ...mine, prefix: "openai" }])).toThrow(
      'providers is "openai"; expected prefixes that no other provider has.',
    );
  });

  test("makes specs of paths absolute, and leaves others as they are", () => {
    const registry = createProviderRegistry(builtInProviders());
    expect(registry.absoluteSpec("embedder", "onnx:models/a", "/work")).toBe("onnx:/work/models/a");
    expect(registry.absoluteSpec("embedder", "databricks:gte-large-en", "/work")).toBe("databricks:gte-large-en");
    expect(() => registry.absoluteSpec("reranker", "onnx:", "/work")).toThrow('reranker is "onnx:"');
  });

  test("lists the models of every provider, and the forms of the others", async () => {
    const listed: Provider = { ...mine, models: async () => ({}) };
    const { chat, embedding, others } = await createProviderRegistry([...builtInProviders(), listed]).models();
    expect(chat[0]!.spec).toBe("extractive");
    expect(embedding[0]!.spec).toBe("static-en-v1");
    expect(chat.some(({ provider }) => provider === "databricks")).toBe(true);
    expect(others).toEqual([
      "databricks:ENDPOINT",
      "anthropic:MODEL",
      "openai:MODEL",
      "ollama:MODEL",
      "onnx:DIR",
      "mine:NAME",
    ]);
  });
});
