import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startStandin } from "@ragstone/standin";
import type { Standin } from "@ragstone/standin";
import { call, invoke, textOf } from "./call.js";

const claude = "databricks-claude-3-7-sonnet";
const llama4 = "databricks-llama-4-maverick";
const llama33 = "databricks-meta-llama-3-3-70b-instruct";
const user = (content: unknown): { role: string; content: unknown } => ({ role: "user", content });
const hi = { messages: [user("hi")], max_tokens: 20 };

let standin: Standin;
beforeAll(async () => {
  standin = await startStandin();
});
afterAll(() => standin.close());
beforeEach(() => {
  standin.setQuirks({
    streamOptions: "reject",
    errorForm: "standard",
    maxTokensError: "plain",
    claudeThinkingTemperature: 1,
    claudeStreamedFormat: "reject",
    payPerTokenChoices: "reject",
    documents: "accept",
    tooLargeStatus: 413,
    maxOutputTokens: {},
  });
});

/** Status and message, or the text where the body is none. */
async function refusal(endpoint: string, body: unknown): Promise<[number, string]> {
  const { status, json, text } = await invoke(standin, endpoint, body);
  return [status, json === undefined ? text : textOf(json["message"])];
}

describe("requests that the stand-in refuses", () => {
  it("unknown fields: as text on Llama, as JSON with Bedrock's header on Claude", async () => {
    for (const field of [
      "stream_options",
      "parallel_tool_calls",
      "seed",
      "presence_penalty",
      "cache_control",
      "context_management",
      "metadata",
    ]) {
      const llama = await invoke(standin, llama33, { ...hi, [field]: {} });
      expect([llama.status, llama.text]).toEqual([400, `Bad request: json: unknown field "${field}"`]);
      expect(llama.json).toBeUndefined();
      const refused = await invoke(standin, claude, { ...hi, [field]: {} });
      expect([refused.status, refused.json["error_code"], refused.json["message"]]).toEqual([
        400,
        "BAD_REQUEST",
        `${field}: Extra inputs are not permitted`,
      ]);
      expect(refused.headers.get("x-amzn-errortype")).toMatch(/^ValidationException:.*bedrock\/$/u);
    }
    standin.setQuirks({ streamOptions: "accept" });
    expect((await invoke(standin, llama33, { ...hi, stream_options: { include_usage: true } })).status).toBe(200);
  });

  it("fields of the other family, message names, and strict in tool definitions", async () => {
    expect(await refusal(claude, { ...hi, reasoning_effort: "low" })).toEqual([
      400,
      "reasoning_effort: Extra inputs are not permitted",
    ]);
    expect(await refusal(llama33, { ...hi, thinking: { type: "enabled", budget_tokens: 1024 } })).toEqual([
      400,
      'Bad request: json: unknown field "thinking"',
    ]);
    expect(await refusal(llama33, { messages: [{ ...user("hi"), name: "ann" }] })).toEqual([
      400,
      'Bad request: json: unknown field "name"',
    ]);
    const tool = {
      type: "function",
      function: { name: "f", parameters: { type: "object", properties: {} }, strict: true },
    };
    expect(await refusal(claude, { ...hi, tools: [tool] })).toEqual([
      400,
      "tools.0.function.strict: Extra inputs are not permitted",
    ]);
  });

  it("values that the reference does not allow", async () => {
    for (const field of [
      { temperature: 2.5 },
      { top_p: 0 },
      { max_tokens: 0 },
      { n: 6 },
      { messages: [] },
      { messages: [{ role: "robot", content: "hi" }] },
      { tool_choice: "any" },
    ]) {
      const { status, json } = await invoke(standin, claude, { ...hi, ...field });
      expect([status, json["error_code"]]).toEqual([400, "INVALID_PARAMETER_VALUE"]);
    }
    expect((await refusal(llama33, { messages: [user("hi"), { role: "system", content: "late" }] }))[1]).toContain(
      "system message must be the first",
    );
  });

  it("numbers with bounds in a JSON schema", async () => {
    for (const keyword of ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]) {
      const schema = {
        type: "object",
        properties: { list: { type: "array", items: { type: "integer", [keyword]: 1 } } },
      };
      const expected = [400, `Invalid JSON schema - number types do not support ${keyword}`];
      expect(
        await refusal(claude, { ...hi, tools: [{ type: "function", function: { name: "f", parameters: schema } }] }),
      ).toEqual(expected);
      expect(
        await refusal(llama33, { ...hi, response_format: { type: "json_schema", json_schema: { name: "x", schema } } }),
      ).toEqual(expected);
    }
    const named = { type: "object", properties: { minimum: { type: "integer" } } };
    expect(
      (
        await refusal(claude, {
          ...hi,
          response_format: { type: "json_schema", json_schema: { name: "x", schema: named } },
        })
      )[0],
    ).toBe(200);
  });

  it("what Claude does not take", async () => {
    expect((await refusal(claude, { ...hi, n: 2 }))[0]).toBe(400);
    expect((await refusal(claude, { ...hi, response_format: { type: "json_object" } }))[0]).toBe(400);
    expect((await refusal(claude, { ...hi, messages: [user("")] }))[1]).toBe(
      "messages: text content blocks must be non-empty",
    );
    expect((await refusal(claude, { ...hi, messages: [user([{ type: "text", text: "" }])] }))[1]).toBe(
      "messages: text content blocks must be non-empty",
    );
    expect(
      (await refusal(claude, { ...hi, messages: [user("hi"), { role: "assistant", content: "I" }] }))[1],
    ).toContain("prefill");
    const format = {
      ...hi,
      stream: true,
      response_format: { type: "json_schema", json_schema: { name: "x", schema: { type: "object", properties: {} } } },
    };
    expect((await refusal(claude, format))[0]).toBe(400);
    standin.setQuirks({ claudeStreamedFormat: "accept", documents: "reject" });
    expect((await refusal(claude, format))[0]).toBe(200);
    const document = { type: "document", source: { type: "text", media_type: "text/plain", data: "x" } };
    expect((await refusal(claude, { ...hi, messages: [user([document])] }))[0]).toBe(400);
  });

  it("tool calls without results, results without calls, arguments that are no object, on Claude", async () => {
    const asked = (id: string, text: string): unknown => ({
      role: "assistant",
      tool_calls: [{ id, type: "function", function: { name: "f", arguments: text } }],
    });
    const result = (id: string): unknown => ({ role: "tool", tool_call_id: id, content: "1" });
    expect((await refusal(claude, { ...hi, messages: [user("a"), asked("x", "{}"), result("x")] }))[0]).toBe(200);
    expect((await refusal(claude, { ...hi, messages: [user("a"), asked("x", "{}"), user("b")] }))[1]).toContain(
      "without `tool_result` blocks",
    );
    expect((await refusal(claude, { ...hi, messages: [user("a"), asked("x", "{}"), result("y")] }))[1]).toContain(
      "unexpected `tool_use_id`",
    );
    expect((await refusal(claude, { ...hi, messages: [user("a"), asked("x", ""), result("x")] }))[1]).toContain(
      "not a JSON object",
    );
  });

  it("thinking with a small budget, no room for the answer, a temperature, or a forced tool", async () => {
    const think = (budget: number, extra: object): unknown => ({
      messages: [user("hi")],
      thinking: { type: "enabled", budget_tokens: budget },
      ...extra,
    });
    expect((await refusal(claude, think(512, { max_tokens: 4000 })))[1]).toBe(
      "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024",
    );
    expect((await refusal(claude, think(2048, { max_tokens: 2048 })))[1]).toBe(
      "`max_tokens` must be greater than `thinking.budget_tokens`",
    );
    expect((await refusal(claude, think(2048, {})))[1]).toBe(
      "`max_tokens` must be greater than `thinking.budget_tokens`",
    );
    expect((await refusal(claude, think(2048, { max_tokens: 4000, temperature: 0.5 })))[1]).toBe(
      "`temperature` may only be set to 1 when thinking is enabled",
    );
    expect((await refusal(claude, think(2048, { max_tokens: 4000, temperature: 1 })))[0]).toBe(200);
    standin.setQuirks({ claudeThinkingTemperature: 2 });
    expect((await refusal(claude, think(2048, { max_tokens: 4000, temperature: 2 })))[0]).toBe(200);
    const tool = { type: "function", function: { name: "f" } };
    expect((await refusal(claude, think(2048, { max_tokens: 4000, tools: [tool], tool_choice: "required" })))[0]).toBe(
      400,
    );
  });

  it("turns that do not alternate on Llama 4, and anything but text", async () => {
    expect((await refusal(llama4, { ...hi, messages: [user("a"), user("b")] }))[1]).toContain("alternate");
    expect((await refusal(llama4, { ...hi, messages: [user("a"), { role: "assistant", content: "b" }] }))[1]).toContain(
      "last message must be from the user",
    );
    expect(
      (await refusal(llama4, { ...hi, messages: [user([{ type: "image_url", image_url: { url: "data:x" } }])] }))[0],
    ).toBe(400);
    expect((await refusal(llama33, { ...hi, messages: [user("a"), user("b")] }))[0]).toBe(200);
  });

  it("several choices from a pay-per-token Llama, unless the quirk says otherwise", async () => {
    expect((await refusal(llama33, { ...hi, n: 2 }))[0]).toBe(400);
    standin.setQuirks({ payPerTokenChoices: "accept" });
    expect((await invoke(standin, llama33, { ...hi, n: 2 })).json["choices"]).toHaveLength(2);
  });

  it("max_tokens over the cap, in the words of each family", async () => {
    const words = "max_tokens (10000) cannot exceed 8192. Please reduce the length of max output tokens generated.";
    expect(await refusal(llama33, { ...hi, max_tokens: 10_000 })).toEqual([
      400,
      `Bad request: rpc error: code = InvalidArgument desc = ${words}`,
    ]);
    standin.setQuirks({ maxTokensError: "json" });
    expect(await refusal(llama33, { ...hi, max_tokens: 10_000 })).toEqual([400, words]);
    expect((await refusal(claude, { ...hi, max_tokens: 900_000 }))[1]).toMatch(
      /^max_tokens: 900000 > 128000, which is the maximum allowed number of output tokens/u,
    );
    standin.setQuirks({ maxOutputTokens: { [llama33]: 10 } });
    expect((await refusal(llama33, { ...hi, max_tokens: 11 }))[0]).toBe(400);
  });

  it("a prompt over the context", async () => {
    const long = "word ".repeat(201_000);
    expect((await refusal(claude, { ...hi, messages: [user(long)] }))[1]).toMatch(
      /^prompt is too long: \d+ tokens > 200000 maximum$/u,
    );
    expect((await refusal(llama4, { ...hi, messages: [user(long)] }))[1]).toContain(
      "maximum context length is 128000 tokens",
    );
  });

  it("a body over 4 MB, and one that is no JSON", async () => {
    const big = { messages: [user("x".repeat(4_200_000))] };
    expect((await invoke(standin, claude, big)).status).toBe(413);
    standin.setQuirks({ tooLargeStatus: 400 });
    expect((await invoke(standin, claude, big)).status).toBe(400);
    const broken = await invoke(standin, claude, '{"messages":');
    expect([broken.status, broken.json["error_code"]]).toEqual([400, "MALFORMED_REQUEST"]);
  });

  it("the wrong kind of endpoint, and one that does not exist", async () => {
    const wrong = await call(standin, "/serving-endpoints/embeddings", { model: claude, input: "x" });
    expect(wrong.status).toBe(400);
    const missing = await invoke(standin, "databricks-nothing", hi);
    expect([missing.status, missing.json["error_code"]]).toEqual([404, "ENDPOINT_NOT_FOUND"]);
  });

  it("all in the form that the quirk asks for, with the request id of the headers", async () => {
    const standard = await invoke(standin, claude, { ...hi, n: 2 });
    expect(standard.headers.get("server-timing")).toContain(textOf(standard.json["details"]![0]!["request_id"]));
    standin.setQuirks({ errorForm: "text" });
    expect((await invoke(standin, claude, { ...hi, n: 2 })).text).toMatch(/^BAD_REQUEST: n: /u);
    standin.setQuirks({ errorForm: "api-1.2" });
    expect((await invoke(standin, claude, { ...hi, n: 2 })).json["error"]).toMatch(/^n: /u);
    standin.setQuirks({ errorForm: "html" });
    expect((await invoke(standin, claude, { ...hi, n: 2 })).text).toContain("<pre>BAD_REQUEST: n: ");
  });
});
