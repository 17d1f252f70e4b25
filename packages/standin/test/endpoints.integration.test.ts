import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRagstoneError } from "@ragstone/core";
import { servedModels, startStandin } from "@ragstone/standin";
import type { Standin } from "@ragstone/standin";
import { call, invoke } from "./call.js";

const base = "/api/2.0/serving-endpoints";

let standin: Standin;
beforeAll(async () => {
  standin = await startStandin({ endpoints: [{ name: "my-gte", model: "system.ai.gte_large_en_v1_5" }] });
});
afterAll(() => standin.close());

describe("endpoints of the stand-in", () => {
  it("are listed and shown with task, state and foundation model", async () => {
    const { json } = await call(standin, `${base}/`);
    const names = (json["endpoints"] as unknown as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual([...servedModels.map((model) => model.endpoint), "my-gte"]);
    const one = await call(standin, `${base}/my-gte`);
    expect(one.json).toMatchObject({
      name: "my-gte",
      task: "llm/v1/embeddings",
      state: { ready: "READY", config_update: "NOT_UPDATING" },
      config: {
        served_entities: [
          { entity_name: "system.ai.gte_large_en_v1_5", foundation_model: { name: "gte-large-en-v1.5" } },
        ],
      },
    });
    const missing = await call(standin, `${base}/nothing`);
    expect([missing.status, missing.json["error_code"]]).toEqual([404, "RESOURCE_DOES_NOT_EXIST"]);
  });

  it("of a custom name answer as their model does", async () => {
    const custom = await invoke(standin, "my-gte", { input: "alpha" });
    const own = await invoke(standin, "databricks-gte-large-en", { input: "alpha" });
    expect(custom.json["data"]).toEqual(own.json["data"]);
    expect(custom.headers.get("served-model-name")).toBe("gte-large-en-v1.5-1");
  });

  it("are not ready while they scale, then are", async () => {
    standin.addEndpoint({ name: "slow-claude", model: "databricks-claude-3-7-sonnet", readyAfterMs: 3_600_000 });
    const body = { messages: [{ role: "user", content: "hi" }], max_tokens: 10 };
    expect((await call(standin, `${base}/slow-claude`)).json["state"]).toEqual({
      ready: "NOT_READY",
      config_update: "IN_PROGRESS",
    });
    expect((await invoke(standin, "slow-claude", body)).status).toBe(503);
    standin.setQuirks({ notReadyStatus: 404 });
    expect((await invoke(standin, "slow-claude", body)).json["error_code"]).toBe("ENDPOINT_NOT_FOUND");
    standin.setEndpointState("slow-claude", "ready");
    expect((await invoke(standin, "slow-claude", body)).status).toBe(200);
    expect((await call(standin, `${base}/slow-claude`)).json["state"]!["ready"]).toBe("READY");
    standin.addEndpoint({ name: "quick-claude", model: "databricks-claude-3-7-sonnet", readyAfterMs: 100 });
    await expect.poll(async () => (await invoke(standin, "quick-claude", body)).status, { timeout: 10_000 }).toBe(200);
  });

  it("are created and deleted over HTTP", async () => {
    const entity = {
      entity_name: "system.ai.meta_llama_v3_1_8b_instruct",
      entity_version: 1,
      min_provisioned_throughput: 0,
      max_provisioned_throughput: 980,
    };
    const created = await call(standin, base, { name: "made", config: { served_entities: [entity] } });
    expect([created.status, created.json["state"]!["ready"]]).toEqual([200, "NOT_READY"]);
    expect(
      (await call(standin, base, { name: "made", config: { served_entities: [entity] } })).json["error_code"],
    ).toBe("RESOURCE_ALREADY_EXISTS");
    expect(
      (await call(standin, base, { name: "other", config: { served_entities: [{ entity_name: "x" }] } })).status,
    ).toBe(400);
    const deleted = await fetch(`${standin.host}${base}/made`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${standin.token}` },
    });
    expect(deleted.status).toBe(200);
    expect((await call(standin, `${base}/made`)).status).toBe(404);
  });

  it("describe themselves, change their model and accept separate limits", async () => {
    standin.addEndpoint({ name: "changing", model: "databricks-gte-large-en" });
    const put = async (action: string, body: unknown): Promise<number> =>
      (
        await fetch(`${standin.host}${base}/changing/${action}`, {
          method: "PUT",
          headers: { authorization: `Bearer ${standin.token}` },
          body: JSON.stringify(body),
        })
      ).status;
    expect(Object.keys((await call(standin, `${base}/changing/openapi`)).json["paths"]!)).toEqual([
      "/served-models/gte-large-en-v1.5/invocations",
    ]);
    expect((await call(standin, `${base}/get-model-optimization-info/system.ai.gte_large_en_v1_5/1`)).json).toEqual({
      optimizable: true,
      model_type: "gte",
      throughput_chunk_size: 980,
    });
    expect(await put("ai-gateway", { rate_limits: [{ renewal_period: "minute", calls: 1, key: "endpoint" }] })).toBe(
      200,
    );
    expect((await invoke(standin, "changing", { input: "x" })).status).toBe(200);
    const limited = await invoke(standin, "changing", { input: "x" });
    expect([limited.status, limited.json["error_code"]]).toEqual([429, "RATE_LIMIT_EXCEEDED"]);
    expect(await put("rate-limits", { rate_limits: [] })).toBe(200);
    expect((await invoke(standin, "changing", { input: "x" })).status).toBe(200);
    expect(await put("config", { served_entities: [{ entity_name: "system.ai.bge_large_en_v1_5" }] })).toBe(200);
    const shown = await call(standin, `${base}/changing`);
    expect([shown.json["config"]!["served_entities"]![0]!["entity_name"], shown.json["state"]!["ready"]]).toEqual([
      "system.ai.bge_large_en_v1_5",
      "NOT_READY",
    ]);
  });

  it("are retired, forbidden or taken away on command", async () => {
    const name = "databricks-bge-large-en";
    standin.setEndpointState(name, "retired");
    const retired = await invoke(standin, name, { input: "x" });
    expect([retired.status, retired.json["error_code"], retired.json["message"]]).toEqual([
      400,
      "BAD_REQUEST",
      `This endpoint ${name} is deprecated`,
    ]);
    standin.setEndpointState(name, "forbidden");
    expect((await invoke(standin, name, { input: "x" })).json["error_code"]).toBe("PERMISSION_DENIED");
    standin.setEndpointState(name, "missing");
    expect((await invoke(standin, name, { input: "x" })).status).toBe(404);
    expect((await call(standin, `${base}/${name}`)).status).toBe(404);
    standin.setEndpointState(name, "ready");
    expect((await invoke(standin, name, { input: "x" })).status).toBe(200);
  });

  it("cannot be made of a model or set by a name that is not known", () => {
    for (const act of [
      () => standin.addEndpoint({ name: "x", model: "gpt" }),
      () => standin.setEndpointState("nothing", "ready"),
    ]) {
      let caught: unknown;
      try {
        act();
      } catch (error) {
        caught = error;
      }
      expect(isRagstoneError(caught) && caught.code).toBe("invalid-option");
    }
  });

  it("give log probabilities and several choices when provisioned", async () => {
    standin.addEndpoint({ name: "my-llama", model: "databricks-meta-llama-3-1-8b-instruct" });
    const { json } = await invoke(standin, "my-llama", {
      messages: [{ role: "user", content: "hi" }],
      max_tokens: 50,
      n: 2,
      logprobs: true,
    });
    const choices = json["choices"] as unknown as {
      message: { content: string };
      logprobs: { content: { token: string }[] };
    }[];
    expect(choices).toHaveLength(2);
    expect(choices[0]!.logprobs.content.map(({ token }) => token).join("")).toBe(choices[0]!.message.content);
  });
});
