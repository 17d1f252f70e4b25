import { startStandin, type Standin } from "@ragstone/standin";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findModel, streamChat, type ResolvedChatModel, type Workspace } from "../src/index.js";
import { failureOf } from "./failure-of.js";
import { workspaceOf } from "./workspace-of.js";

let running: Standin | null = null;
const standin = (): Standin => running!;
beforeEach(async () => {
  running = await startStandin({ quirks: { completionTokens: "require" } });
});
afterEach(() => running?.close());

const ask = async (workspace: Workspace, name: string, { stream = true, maxTokens = 8 } = {}) => {
  const request = { messages: [{ role: "user" as const, content: "Count to 30." }], maxTokens };
  let ended = "";
  for await (const part of streamChat({ workspace, model: findModel(name) as ResolvedChatModel, request, stream }))
    if (part.type === "finish") ended = part.reason;
  return ended;
};
const sent = () =>
  standin().requests.map(({ status, body }) => {
    const { max_tokens: old, max_completion_tokens: length } = body as Readonly<Record<string, unknown>>;
    return [status, old, length];
  });

it("limits a model that refuses max_tokens by max_completion_tokens, and asks it once", async () => {
  const { workspace } = workspaceOf(standin());
  expect(await ask(workspace, "gpt-5-mini")).toBe("length");
  expect(await ask(workspace, "gpt-5-mini", { stream: false, maxTokens: 9 })).toBe("length");
  expect(await ask(workspace, "meta-llama-3-3-70b-instruct")).toBe("length");
  expect(sent()).toEqual([
    [400, 8, undefined],
    [200, undefined, 8],
    [200, undefined, 9],
    [200, 8, undefined],
  ]);
});

it("asks once where the value of max_tokens is refused", async () => {
  standin().setQuirks({ maxOutputTokens: { "databricks-meta-llama-3-3-70b-instruct": 4 } });
  const { workspace } = workspaceOf(standin());
  const error = await failureOf(ask(workspace, "meta-llama-3-3-70b-instruct"));
  expect([error.code, error.message]).toEqual(["request-rejected", expect.stringContaining("cannot exceed 4")]);
  expect(standin().requests.length).toBe(1);
});
