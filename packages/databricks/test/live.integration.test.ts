import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { RagstoneEvent } from "@ragstone/core";
import { startStandin, type Standin } from "@ragstone/standin";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkLive, createWorkspace } from "../src/index.js";
import { checkLiveWithin } from "../src/live/check-live.js";
import { failureOf } from "./failure-of.js";
import { workspaceOf } from "./workspace-of.js";

let running: Standin | null = null;
const standin = (): Standin => running!;
beforeEach(async () => {
  running = await startStandin({ endpoints: [{ name: "secret-project-gte", model: "databricks-gte-large-en" }] });
});
afterEach(() => running?.close());

const outcomes = async (models: { readonly embedder?: string; readonly generator?: string } = {}) => {
  const report = await checkLive({ workspace: workspaceOf(standin()).workspace, ...models });
  const named = (outcome: string) =>
    report.findings.filter((finding) => finding.outcome === outcome).map(({ name }) => name);
  return { report, differing: named("differs"), untested: named("not-tested") };
};

/** What a workspace answers whose chat endpoint serves a model of its own. */
function acme(url: string): unknown {
  const entity = { name: "payroll-3", entity_name: "prod_acme.hr_secret.payroll_llm", entity_version: "3" };
  if (url.startsWith("/api/2.0/serving-endpoints/"))
    return { name: "acme-payroll-chat", task: "llm/v1/chat", config: { served_entities: [entity] } };
  if (url.startsWith("/api/")) return { endpoints: [] };
  const choices = [{ message: { content: "yes" }, finish_reason: "stop" }];
  return { model: entity.entity_name, choices, usage: { prompt_tokens: 3, completion_tokens: 1 } };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("the live test of a workspace", () => {
  it.each([
    ["gte-large-en", "meta-llama-3-3-70b-instruct", ["chat-thinking", "limits-refusal"]],
    ["bge-large-en", "claude-3-7-sonnet", ["limits-refusal"]],
    ["gte-large-en", "llama-4-maverick", ["chat-thinking", "limits-refusal"]],
    ["gte-large-en", "gpt-5", ["chat-thinking", "limits-refusal"]],
    ["gte-large-en", "claude-sonnet-5", ["chat-thinking", "limits-refusal"]],
    ["qwen3-embedding-0-6b", "gpt-oss-20b", ["chat-thinking", "limits-refusal"]],
  ])("finds the stand-in as assumed with %s and %s", async (embedder, generator, missing) => {
    const { report, differing, untested } = await outcomes({ embedder, generator });
    expect({ differing, untested }).toEqual({ differing: [], untested: missing });
    expect(report.findings.length).toBeGreaterThan(25);
    expect(report.requests).toBeLessThan(40);
    expect(report.inputTokens).toBeLessThan(40_000);
  });

  it("names what differs, with what was expected and what was observed", async () => {
    standin().setQuirks({
      overWindow: "error",
      base64: "floats",
      streamUsage: "none",
      tooLargeStatus: 400,
      maxInputs: 500,
      gteInstruction: "prepend",
    });
    const { report, differing } = await outcomes();
    expect(differing).toEqual([
      "error-too-large",
      "embedding-window",
      "embedding-batch",
      "embedding-instruction",
      "embedding-base64",
      "chat-stream-usage",
    ]);
    expect(report.findings.find(({ name }) => name === "embedding-window")).toMatchObject({
      expected: "200, cut at 8192 tokens by usage",
      observed: expect.stringMatching(/^400 json .*exceeds the maximum of 8192/) as string,
    });
  });

  it("tests a model that wants max_completion_tokens by that field, and says so", async () => {
    standin().setQuirks({ completionTokens: "require" });
    const { report, differing } = await outcomes({ generator: "gpt-5" });
    expect(differing).toEqual(["chat-length-field"]);
    expect(report.findings.find(({ name }) => name === "chat-length-field")?.observed).toMatch(/max_completion_tokens/);
  });

  it("waits for limits, and describes them", async () => {
    standin().setFaults([{ name: "429", value: 1, times: 1 }]);
    const { report, differing } = await outcomes();
    expect(differing.filter((name) => name !== "limits-refusal")).toEqual([]);
    expect(report.findings.at(-1)).toMatchObject({
      name: "limits-refusal",
      observed: expect.stringMatching(/^Retry-After 1; 429 /) as string,
    });
  });

  it("ends when its time is over, and says what it waited for", async () => {
    standin().setFaults([{ name: "429", value: 60, times: 100 }]);
    const events: RagstoneEvent[] = [];
    const { workspace } = workspaceOf(standin());
    const report = await checkLiveWithin(500, { workspace, onEvent: (event) => events.push(event) });
    expect(events).toMatchObject([{ type: "request-retried", delayMs: 60_000 }]);
    const first = report.findings.findIndex(({ observed }) => observed === "The 0.5 s for all tests were over.");
    const rest = report.findings.slice(first, -1);
    expect(rest.length).toBeGreaterThan(15);
    expect(new Set(rest.map(({ outcome }) => outcome))).toEqual(new Set(["not-tested"]));
  });

  it("waits for no further limit after one that outlasted a request", async () => {
    standin().setFaults([{ name: "429", value: 0.01, times: 1000 }]);
    const events: RagstoneEvent[] = [];
    const { workspace } = workspaceOf(standin());
    const { findings } = await checkLive({ workspace, onEvent: (event) => events.push(event) });
    expect(findings.filter(({ outcome }) => outcome === "differs")).toEqual([]);
    expect(events.map(({ type }) => type)).toEqual(Array.from({ length: 4 }, () => "request-retried"));
  });

  it("has no token, host, e-mail address, id or name of an own endpoint in its report", async () => {
    const { report } = await outcomes({ embedder: "secret-project-gte" });
    const text = JSON.stringify(report);
    const { host, token } = standin();
    for (const secret of [token, host, new URL(host).host, "127.0.0.1", "secret-project", "user@example.com"])
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(text).toContain("GTE Large (En)");
  });

  it("has no name of an own model in its report, though the answers name it", async () => {
    const server = createServer((request, response) => {
      request.resume().on("end", () => {
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(acme(request.url ?? "")));
      });
    });
    const host = await listen(server);
    const workspace = createWorkspace({ host, token: "dapi0123456789", env: {} });
    const report = await checkLive({ workspace, generator: "acme-payroll-chat" });
    server.close();
    const named = report.findings.find(({ name }) => name === "chat-model-name");
    expect(named).toMatchObject({ observed: "another name", outcome: "as-assumed" });
    expect(JSON.stringify(report)).not.toMatch(/acme|payroll|hr_secret/);
  });

  it("ends where the sign-in is refused or an endpoint is missing", async () => {
    const { workspace } = workspaceOf(standin(), { token: "dapi-wrong" });
    expect((await failureOf(checkLive({ workspace }))).code).toBe("sign-in-failed");
    expect((await failureOf(outcomes({ generator: "nowhere" }))).code).toBe("endpoint-missing");
    expect((await failureOf(outcomes({ embedder: "claude-3-7-sonnet" }))).code).toBe("request-rejected");
  });
});
