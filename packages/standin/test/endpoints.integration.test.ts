import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRagstoneError } from "@ragstone/core";
import { servedModels, startStandin } from "@ragstone/standin";
import type { Standin } from "@ragstone/standin";
import { call, invoke } from "./_call.js";

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
      config: { served_entities: [{ entity_name: "system.ai.gte_large_en_v1_5", foundation_model: { name: "gte-large-en-v1.5" } }] },
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
    standin.addEndpoint({ name: "slow-claude", model: "databricks-claude-3-7-sonnet", readyAfterMs: 300 });
    const body = { messages: [{ role: "user", content: "hi" }], max_tokens: 10 };
    expect((await call(standin, `${base}/slow-claude`)).json["state"]).toEqual({ ready: "NOT_READY", config_update: "IN_PROGRESS" });
    expect((await invoke(standin, "slow-claude", body)).status).toBe(503);
    standin.setQuirks({ notReadyStatus: 404 });
    expect((await invoke(standin, "slow-claude", body)).json["error_code"]).toBe("ENDPOINT_NOT_FOUND");
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect((await invoke(standin, "slow-claude", body)).status).toBe(200);
    expect((await call(standin, `${base}/slow-claude`)).json["state"]!["ready"]).toBe("READY");
  });

  it("are created and deleted over HTTP", async () => {
    const entity = { entity_name: "system.ai.meta_llama_v3_1_8b_instruct", entity_version: 1, min_provisioned_throughput: 0, max_provisioned_throughput: 980 };
    const created = await call(standin, base, { name: "made", config: { served_entities: [entity] } });
    expect([created.status, created.json["state"]!["ready"]]).toEqual([200, "NOT_READY"]);
    expect((await call(standin, base, { name: "made", config: { served_entities: [entity] } })).json["error_code"]).toBe("RESOURCE_ALREADY_EXISTS");
    expect((await call(standin, base, { name: "other", config: { served_entities: [{ entity_name: "x" }] } })).status).toBe(400);
    const deleted = await fetch(`${standin.host}${base}/made`, { method: "DELETE", headers: { authorization: `Bearer ${standin.token}` } });
    expect(deleted.status).toBe(200);
    expect((await call(standin, `${base}/made`)).status).toBe(404);
  });

  it("are retired, forbidden or taken away on command", async () => {
    const name = "databricks-bge-large-en";
    standin.setEndpointState(name, "retired");
    const retired = await invoke(standin, name, { input: "x" });
    expect([retired.status, retired.json["error_code"], retired.json["message"]]).toEqual([400, "BAD_REQUEST", `This endpoint ${name} is deprecated`]);
    standin.setEndpointState(name, "forbidden");
    expect((await invoke(standin, name, { input: "x" })).json["error_code"]).toBe("PERMISSION_DENIED");
    standin.setEndpointState(name, "missing");
    expect((await invoke(standin, name, { input: "x" })).status).toBe(404);
    expect((await call(standin, `${base}/${name}`)).status).toBe(404);
    standin.setEndpointState(name, "ready");
    expect((await invoke(standin, name, { input: "x" })).status).toBe(200);
  });

  it("cannot be made of a model or set by a name that is not known", () => {
    for (const act of [() => standin.addEndpoint({ name: "x", model: "gpt" }), () => standin.setEndpointState("nothing", "ready")]) {
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
    const { json } = await invoke(standin, "my-llama", { messages: [{ role: "user", content: "hi" }], max_tokens: 50, n: 2, logprobs: true });
    const choices = json["choices"] as unknown as { message: { content: string }; logprobs: { content: { token: string }[] } }[];
    expect(choices).toHaveLength(2);
    expect(choices[0]!.logprobs.content.map(({ token }) => token).join("")).toBe(choices[0]!.message.content);
  });
});
