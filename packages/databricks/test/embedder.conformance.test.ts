import { describeEmbedder } from "@ragstone/testkit";
import { expect, it } from "vitest";
import { databricksEmbedder } from "../src/index.js";
import { useStandin } from "./use-standin.js";
import { workspaceOf } from "./workspace-of.js";

const { standin, problems, counts } = useStandin();

for (const model of ["gte-large-en", "bge-large-en"]) {
  describeEmbedder(`databricks:${model}`, {
    create: () => databricksEmbedder({ model, workspace: workspaceOf(standin()).workspace }),
  });
}

it("sent nothing that is not documented", () => {
  expect(counts.requests).toBeGreaterThan(20);
  expect(problems).toEqual([]);
});
