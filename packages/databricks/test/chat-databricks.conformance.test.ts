import { startStandin, type Standin } from "@ragstone/standin";
import { afterAll, beforeAll, expect, it } from "vitest";
import { catalogue } from "../src/index.js";
import { ChatDatabricks } from "../src/langchain.js";
import { describeChatModel } from "./chat-model-conformance.js";
import { undocumented } from "./undocumented.js";
import { workspaceOf } from "./workspace-of.js";

let standin: Standin;
beforeAll(async () => {
  standin = await startStandin();
});
afterAll(async () => {
  await standin.close();
});

const five = new Set(["llama-4-maverick", "meta-llama-3-3-70b-instruct", "meta-llama-3-1-405b-instruct", "meta-llama-3-1-8b-instruct", "claude-3-7-sonnet"]);
for (const model of catalogue.filter(({ name }) => five.has(name))) {
  describeChatModel(`databricks:${model.name}`, { create: () => new ChatDatabricks({ model: model.name, workspace: workspaceOf(standin, { limits: { [model.name]: {} } }).workspace }) });
}

it("sent nothing that is not documented, always with stream and max_tokens", () => {
  expect(standin.requests.length).toBeGreaterThan(100);
  expect(undocumented(standin)).toEqual([]);
  const bodies = standin.requests.map(({ body }) => body as Readonly<Record<string, unknown>>);
  expect(bodies.every(({ stream, max_tokens: maxTokens }) => typeof stream === "boolean" && typeof maxTokens === "number")).toBe(true);
});
