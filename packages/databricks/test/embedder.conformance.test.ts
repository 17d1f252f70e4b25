import { startStandin, type Standin } from "@ragstone/standin";
import { describeEmbedder } from "@ragstone/testkit";
import { afterAll, beforeAll, expect, it } from "vitest";
import { databricksEmbedder } from "../src/index.js";
import { undocumented } from "./undocumented.js";
import { workspaceOf } from "./workspace-of.js";

let standin: Standin;
beforeAll(async () => {
  standin = await startStandin();
});
afterAll(async () => {
  await standin.close();
});

for (const model of ["gte-large-en", "bge-large-en"]) {
  describeEmbedder(`databricks:${model}`, { create: () => databricksEmbedder({ model, workspace: workspaceOf(standin).workspace }) });
}

it("sent nothing that is not documented", () => {
  expect(standin.requests.length).toBeGreaterThan(20);
  expect(undocumented(standin)).toEqual([]);
});
