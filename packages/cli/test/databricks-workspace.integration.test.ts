import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { IndexCheck, LiveReport, ServiceEndpoints } from "@ragstone/core";
import { describe, expect, onTestFinished, test } from "vitest";
import { folderOf, guide } from "../../engine/test/folder.js";
import { ragstone } from "./command.js";
import { workspaceFor, type ErrorJson } from "./databricks.js";

interface DoctorJson {
  readonly checks: readonly IndexCheck[];
}

describe("models --workspace", () => {
  test("lists the endpoints that exist now, with task, readiness and what is known", async () => {
    const { run, standin } = await workspaceFor({
      endpoints: [{ name: "our-embeddings", model: "databricks-bge-large-en", readyAfterMs: 600_000 }],
    });
    standin.setEndpointState("databricks-claude-3-7-sonnet", "missing");
    const { endpoints } = (await run(["models", "--workspace", "--json"])).json<ServiceEndpoints>();
    const byName = new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]));
    expect(byName.has("databricks-claude-3-7-sonnet")).toBe(false);
    expect(byName.get("databricks-gte-large-en")).toMatchObject({
      spec: "databricks:gte-large-en",
      task: "llm/v1/embeddings",
      kind: "embedding",
      ready: true,
      hosting: "pay-per-token",
      model: { title: "GTE Large (En)", windowTokens: 8192 },
    });
    expect(byName.get("our-embeddings")).toMatchObject({
      spec: "databricks:our-embeddings",
      ready: false,
      hosting: "provisioned",
      model: { title: "BGE Large (En)" },
    });
    const { out } = await run(["models", "--workspace"]);
    expect(out).toMatch(/databricks:our-embeddings +BGE Large \(En\) .* provisioned .* not ready/u);
    expect((await run(["models", "our-embeddings", "--workspace"])).out).toMatch(/^ +ready +no/mu);
  });

  test("ends with 7 where the sign-in is refused, and 2 without one", async () => {
    const { run } = await workspaceFor();
    const refused = await run(["models", "--workspace", "--json"], { env: { DATABRICKS_TOKEN: "dapi-wrong" } });
    expect([refused.code, refused.json<ErrorJson>().error.code]).toEqual([7, "sign-in-failed"]);
  });
});

describe("doctor", () => {
  const documents = { "guide.md": guide };

  test("checks sign-in and endpoints before any index exists", async () => {
    const { run, standin } = await workspaceFor();
    const cwd = await folderOf(documents);
    const healthy = await run(["doctor", "--model", "databricks:claude-3-7-sonnet", "--json"], { cwd });
    expect(healthy.code).toBe(0);
    expect(healthy.json<DoctorJson>().checks.map(({ name, ok }) => [name, ok])).toEqual([
      ["sign-in", true],
      ["endpoint", true],
      ["index", true],
    ]);
    standin.setEndpointState("databricks-claude-3-7-sonnet", "missing");
    const gone = await run(["doctor", "--model", "databricks:claude-3-7-sonnet", "--json"], { cwd });
    expect([gone.code, gone.json<DoctorJson>().checks[1]?.detail]).toEqual([
      6,
      expect.stringContaining('no endpoint "databricks-claude-3-7-sonnet"'),
    ]);
    const refused = await run(["doctor", "--json"], { cwd, env: { DATABRICKS_TOKEN: "dapi-wrong" } });
    expect([refused.code, refused.json<DoctorJson>().checks[0]]).toEqual([
      6,
      expect.objectContaining({ name: "sign-in", ok: false }),
    ]);
  });

  test("checks each endpoint as what it is used for", async () => {
    const { run } = await workspaceFor();
    const cwd = await folderOf(documents);
    const wrong = await run(["doctor", "--embedder", "databricks:claude-3-7-sonnet", "--json"], { cwd });
    expect([wrong.code, wrong.json<DoctorJson>().checks[1]]).toMatchObject([
      6,
      { name: "endpoint", ok: false, detail: expect.stringContaining("no model for embeddings") as string },
    ]);
    const swapped = await run(["doctor", "--model", "databricks:gte-large-en", "--json"], { cwd });
    expect(swapped.json<DoctorJson>().checks[1]?.detail).toContain("no model for chat");
  });

  test("takes an endpoint without a task as what it is used for, as `ask` does", async () => {
    const server = createServer((request, response) => {
      const own = { name: "my-agent", state: { ready: "READY" }, config: {} };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(request.url?.endsWith("/my-agent") === true ? own : { endpoints: [own] }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const env = {
      DATABRICKS_HOST: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      DATABRICKS_TOKEN: "dapi0123456789",
    };
    const cwd = await folderOf(documents);
    const { code, json } = await ragstone(["doctor", "--model", "databricks:my-agent", "--json"], { cwd, env });
    expect([code, json<DoctorJson>().checks[1]?.detail]).toEqual([0, expect.stringContaining("is ready")]);
  });

  test("checks the endpoint that an index was made with", async () => {
    const { run, standin } = await workspaceFor();
    const cwd = await folderOf(documents);
    await run(["index", ".", "--embedder", "databricks:gte-large-en"], { cwd });
    expect((await run(["doctor", "--json"], { cwd })).json<DoctorJson>().checks.at(-1)).toMatchObject({
      name: "endpoint",
      ok: true,
      detail: expect.stringContaining("databricks-gte-large-en"),
    });
    standin.setEndpointState("databricks-gte-large-en", "not-ready");
    expect((await run(["doctor"], { cwd })).code).toBe(6);
  });

  test("--live tests the assumptions, and writes a report without names and secrets", async () => {
    const { run, standin } = await workspaceFor();
    const cwd = await folderOf(documents);
    const live = await run(["doctor", "--live", "--report", "live.json"], { cwd });
    expect([live.code, live.err]).toEqual([0, ""]);
    expect(live.out).toMatch(/\d+ as assumed, 0 differ/u);
    const text = readFileSync(join(cwd, "live.json"), "utf8");
    expect((JSON.parse(text) as LiveReport).models).toEqual(["GTE Large (En)", "Llama 3.3 70B Instruct"]);
    for (const secret of [standin.host, standin.token]) expect(text).not.toContain(secret);
    standin.setQuirks({ maxInputs: 200 });
    const differing = await run(["doctor", "--live"], { cwd });
    expect([differing.code, differing.out]).toEqual([6, expect.stringContaining("embedding-batch")]);
    standin.clearRequests();
  });

  test("--live never asks for another provider's model", async () => {
    const { run, standin } = await workspaceFor();
    const env = { RAGSTONE_EMBEDDER: "minilm", RAGSTONE_MODEL: "anthropic:claude-sonnet-4-6" };
    const live = await run(["doctor", "--live", "--json"], { cwd: await folderOf(documents), env });
    expect([live.code, live.json<LiveReport>().models]).toEqual([0, ["GTE Large (En)", "Llama 3.3 70B Instruct"]]);
    standin.clearRequests();
    const flagged = await run(["doctor", "--live", "--embedder", "minilm", "--json"]);
    expect([flagged.code, flagged.json<ErrorJson>().error.message]).toEqual([
      2,
      '--embedder is "minilm"; expected databricks:ENDPOINT.',
    ]);
    expect(standin.requests).toEqual([]);
  });

  test("--live says on standard error what it waits for", async () => {
    const { run, standin } = await workspaceFor();
    standin.setFaults([{ name: "429", value: 3, times: 1 }]);
    const { err } = await run(["doctor", "--live"]);
    expect(err).toContain("The workspace answered with 429. Trying again in 3.0 s");
    standin.clearRequests();
  });
});
