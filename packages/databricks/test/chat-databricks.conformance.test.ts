import { expect, it } from "vitest";
import { catalogue } from "../src/index.js";
import { ChatDatabricks } from "../src/langchain.js";
import { describeChatModel } from "./chat-model-conformance.js";
import { useStandin } from "./use-standin.js";
import { workspaceOf } from "./workspace-of.js";

const { standin, problems, counts } = useStandin();

const five = new Set([
  "llama-4-maverick",
  "meta-llama-3-3-70b-instruct",
  "meta-llama-3-1-405b-instruct",
  "meta-llama-3-1-8b-instruct",
  "claude-3-7-sonnet",
]);
for (const model of catalogue.filter(({ name }) => five.has(name))) {
  describeChatModel(`databricks:${model.name}`, {
    create: () =>
      new ChatDatabricks({
        model: model.name,
        workspace: workspaceOf(standin(), { limits: { [model.name]: {} } }).workspace,
      }),
  });
}

it("sent nothing that is not documented, and left nothing to the server", () => {
  expect(counts.requests).toBeGreaterThan(100);
  expect(problems).toEqual([]);
});
