import { readFileSync } from "node:fs";
import type { ListedModel } from "@ragstone/core";
import { expect, test } from "vitest";
import { ragstone } from "./command.js";
import type { ErrorJson } from "./databricks.js";

const handbook = readFileSync(new URL("../../../docs/handbook/models.md", import.meta.url), "utf8");

test.each<[string, readonly RegExp[]]>([
  ["llama-4-maverick", [/mixture of experts/, /text only on Databricks/, /Llama 4 Community/, /llama4\/use-policy/]],
  ["meta-llama-3-3-70b-instruct", [/context 128,000/, /Replaces Llama 3\.1 70B Instruct.*2024-12-11/]],
  ["meta-llama-3-1-405b-instruct", [/Public Preview/, /Ten languages/, /US regions only/, /account team/, /Azure ML/]],
  ["databricks-meta-llama-3-1-8b-instruct", [/context 128,000/, /small and fast/, /llama3_1\/use-policy/]],
  ["databricks:claude-3-7-sonnet", [/hybrid reasoning/, /on AWS.*security perimeter/, /Master Cloud Services/, /aup/]],
  ["gte-large-en", [/window 8,192 tokens, 1024 dimensions, vectors not normalized/, /English/, /Apache-2\.0/]],
  [
    "bge-large-en",
    [/window 512 tokens, 1024 dimensions, vectors normalized/, /Represent this sentence/, /MIT/, /domain/],
  ],
])("`models %s` prints what a user weighs before use, and the handbook has a row", async (name, facts) => {
  const { code, out } = await ragstone(["models", name]);
  expect(code).toBe(0);
  for (const fact of [...facts, /provisioned throughput/]) expect(out).toMatch(fact);
  const listed = (await ragstone(["models", name, "--json"])).json<ListedModel>();
  expect(listed.details?.source).toContain("2025-05");
  expect(handbook).toContain(`| \`${listed.spec}\` | ${listed.title}`);
});

test("a name that is not in the catalogue is an error with the nearest one", async () => {
  const { code, json } = await ragstone(["models", "gte-large-em", "--json"]);
  expect([code, json<ErrorJson>().error.hint]).toEqual([2, expect.stringContaining("gte-large-en")]);
});
