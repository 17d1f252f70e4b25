import { describe, expect, it } from "vitest";
import { catalogue } from "./catalogue.js";
import { findModel } from "./find-model.js";
import { servedModel } from "./served-model.js";
import { priceOf } from "./price-of.js";
import { prices } from "./prices.js";

describe("the catalogue", () => {
  it("knows the seven models of the foundation model page", () => {
    expect(catalogue.map((model) => model.endpoint)).toEqual(
      expect.arrayContaining([
        "databricks-gte-large-en",
        "databricks-bge-large-en",
        "databricks-llama-4-maverick",
        "databricks-meta-llama-3-3-70b-instruct",
        "databricks-meta-llama-3-1-405b-instruct",
        "databricks-meta-llama-3-1-8b-instruct",
        "databricks-claude-3-7-sonnet",
      ]),
    );
  });

  it("names each model once, with a price and a replacement that exists", () => {
    const names = catalogue.flatMap((model) => [model.name, model.endpoint]);
    expect(new Set(names).size).toBe(names.length);
    const unpriced = ["qwen3-embedding-0-6b", "gpt-5-2", "gpt-5-nano", "gemini-3-1-pro", "gemini-3-pro"];
    const later = ["gemini-3-flash", "qwen3-next-80b-a3b-instruct", "qwen35-122b-a10b"];
    expect(catalogue.filter(({ name }) => prices[name] === undefined).map(({ name }) => name)).toEqual([
      ...unpriced,
      ...later,
    ]);
    expect(Object.keys(prices).filter((name) => findModel(name) === null)).toEqual([]);
    const replacements = catalogue.flatMap(({ retirement }) => retirement?.replacement ?? []);
    expect(replacements.length).toBeGreaterThan(1);
    expect(replacements.map((name) => findModel(name)?.model.retirement)).toEqual(replacements.map(() => null));
  });
});

describe("findModel", () => {
  it("finds short names, endpoint names and families, and gives a spec that finds the same again", () => {
    for (const [spec, endpoint, canonical] of [
      ["gte-large-en", "databricks-gte-large-en", "databricks:gte-large-en"],
      ["databricks:gte-large-en", "databricks-gte-large-en", "databricks:gte-large-en"],
      ["databricks:databricks-bge-large-en", "databricks-bge-large-en", "databricks:bge-large-en"],
      ["databricks:mine?family=gte-large-en", "mine", "databricks:mine?family=gte-large-en"],
      ["databricks:mine?family=databricks-claude-3-7-sonnet", "mine", "databricks:mine?family=claude-3-7-sonnet"],
    ] as const) {
      const found = findModel(spec);
      expect([found?.endpoint, found?.spec]).toEqual([endpoint, canonical]);
      expect(findModel(found!.spec)).toEqual(found);
    }
  });

  it("knows nothing of another endpoint, and refuses families and parameters that do not exist", () => {
    expect(findModel("databricks:mine")).toBeNull();
    expect(() => findModel("mine?family=ada")).toThrow('family is "ada"');
    expect(() => findModel("mine?model=x")).toThrow("expected parameters among family, context");
    expect(() => findModel("mine?family=openai&context=few")).toThrow("context is");
    expect(() => findModel("gte-large-en?context=4096")).toThrow("dimensions, window, instruction and normalize");
    expect(() => findModel("gte-large-en?normalize=maybe")).toThrow("expected on or off");
    expect(() => findModel("databricks:")).toThrow("endpoint name");
    expect(() => findModel("databricks:us.anthropic.claude-3-7-sonnet-20250219-v1:0")).toThrow(
      expect.objectContaining({ hint: "Did you mean databricks:claude-3-7-sonnet?" }),
    );
  });

  it("takes facts from the spec, and gives a spec that finds the same again", () => {
    for (const [spec, canonical, facts] of [
      ["bge-large-en?instruction=off", "databricks:bge-large-en?instruction=off", { queryInstruction: null }],
      ["bge-large-en?instruction=query", "databricks:bge-large-en?instruction=query+", { queryInstruction: "query " }],
      ["gte-large-en?window=512", "databricks:gte-large-en?window=512", { windowTokens: 512, dimensions: 1024 }],
      [
        "mine?dimensions=768&window=2048&normalize=off",
        "databricks:mine?dimensions=768&window=2048&normalize=off",
        { kind: "embedding", dimensions: 768, windowTokens: 2048, normalise: false },
      ],
      [
        "mine?max=1000&family=openai&context=64000",
        "databricks:mine?family=openai&context=64000&max=1000",
        { kind: "chat", dialect: "openai", contextTokens: 64_000, maxOutputTokens: 1000 },
      ],
      ["mine?family=claude", "databricks:mine?family=claude", { dialect: "claude", contextTokens: 200_000 }],
      ["mine?family=llama", "databricks:mine?family=llama", { dialect: "llama", maxOutputTokens: 4096 }],
      ["claude-opus-4-6?context=1000000", "databricks:claude-opus-4-6?context=1000000", { contextTokens: 1_000_000 }],
    ] as const) {
      const found = findModel(spec);
      expect([found?.spec, found?.model]).toEqual([canonical, expect.objectContaining(facts)]);
      expect(findModel(found!.spec)).toEqual(found);
    }
  });

  it("takes every form of requests as a family", () => {
    for (const family of ["openai", "claude", "llama", "llama-4"])
      expect(findModel(`databricks:mine?family=${family}`)?.model).toMatchObject({ kind: "chat", dialect: family });
  });

  it("recognises models by the names that workspaces give them", () => {
    for (const [served, name] of [
      ["system.ai.gte_large_en_v1_5", "gte-large-en"],
      ["gte-large-en-v1.5", "gte-large-en"],
      ["bge_large_en_v1_5", "bge-large-en"],
      ["system.ai.meta_llama_v3_3_70b_instruct", "meta-llama-3-3-70b-instruct"],
      ["system.ai.llama-4-maverick", "llama-4-maverick"],
      ["system.ai.claude-3-7-sonnet", "claude-3-7-sonnet"],
      ["claude-3-7-sonnet-20250219", "claude-3-7-sonnet"],
      ["us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5"],
      ["databricks/databricks-gpt-oss-120b@eu", "gpt-oss-120b"],
      ["gpt-5-2025-08-07", "gpt-5"],
      ["gemini-3-pro-preview", "gemini-3-pro"],
      ["meta-llama-3.3-70b-instruct-121024", "meta-llama-3-3-70b-instruct"],
      ["Qwen/Qwen3-Embedding-0.6B", "qwen3-embedding-0-6b"],
      ["text-embedding-3-large", "text-embedding-3-large"],
    ] as const)
      expect(servedModel(served)?.name).toBe(name);
    expect(servedModel("system.ai.dbrx-instruct")).toBeNull();
  });
});

describe("priceOf", () => {
  it("has no price for provisioned endpoints unless one is given", () => {
    expect(priceOf(findModel("gte-large-en")!)).toEqual({ input: 0.13, output: 0 });
    const own = findModel("mine?family=gte-large-en")!;
    expect(priceOf(own)).toBeNull();
    expect(priceOf(own, { mine: { input: 1, output: 0 } })).toEqual({ input: 1, output: 0 });
    expect(priceOf(own, { "mine?family=gte-large-en": { input: 2, output: 0 } })?.input).toBe(2);
    expect(priceOf(own, { "gte-large-en": { input: 3, output: 0 } })).toBeNull();
    expect(priceOf(findModel("gte-large-en")!, { "gte-large-en": { input: 0.2, output: 0 } })?.input).toBe(0.2);
  });
});
