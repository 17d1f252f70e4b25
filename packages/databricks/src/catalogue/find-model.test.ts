import { describe, expect, it } from "vitest";
import { catalogue } from "./catalogue.js";
import { byServedName, findModel } from "./find-model.js";
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
    expect(catalogue.filter(({ name }) => prices[name] === undefined)).toEqual([]);
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
    expect(() => findModel("mine?model=x")).toThrow('expected "family"');
    expect(() => findModel("databricks:")).toThrow("endpoint name");
  });

  it("recognises models by the names that workspaces give them", () => {
    for (const [served, name] of [
      ["system.ai.gte_large_en_v1_5", "gte-large-en"],
      ["gte-large-en-v1.5", "gte-large-en"],
      ["bge_large_en_v1_5", "bge-large-en"],
      ["system.ai.meta_llama_v3_3_70b_instruct", "meta-llama-3-3-70b-instruct"],
      ["system.ai.llama-4-maverick", "llama-4-maverick"],
      ["system.ai.claude-3-7-sonnet", "claude-3-7-sonnet"],
    ] as const)
      expect(byServedName(served)?.name).toBe(name);
    expect(byServedName("system.ai.gemma-3-12b")).toBeNull();
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
