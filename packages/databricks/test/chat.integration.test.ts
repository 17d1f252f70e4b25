import { describe, expect, it } from "vitest";
import {
  findModel,
  streamChat,
  type ChatPart,
  type ChatRequest,
  type ResolvedChatModel,
  type StreamChatOptions,
} from "../src/index.js";
import { failureOf } from "./failure-of.js";
import { useStandin } from "./use-standin.js";
import { workspaceOf } from "./workspace-of.js";

const { standin, problems } = useStandin({
  reset(standin) {
    standin.setQuirks({
      streamUsage: "every-chunk",
      claudeStop: "stop",
      redactedReasoning: false,
      keepAliveComments: false,
    });
    standin.setEndpointState("databricks-claude-3-7-sonnet", "ready");
  },
});

const claude = findModel("claude-3-7-sonnet") as ResolvedChatModel;
const llama = findModel("meta-llama-3-3-70b-instruct") as ResolvedChatModel;
const maverick = findModel("llama-4-maverick") as ResolvedChatModel;
const unlimited = { limits: Object.fromEntries([claude, llama, maverick].map(({ endpoint }) => [endpoint, {}])) };
const asking = (content: string, more: Partial<ChatRequest> = {}): ChatRequest => ({
  messages: [{ role: "user", content }],
  ...more,
});
const ask = async (
  model: ResolvedChatModel,
  request: ChatRequest,
  options: Partial<StreamChatOptions> = {},
): Promise<ChatPart[]> => {
  const parts: ChatPart[] = [];
  for await (const part of streamChat({
    workspace: workspaceOf(standin(), unlimited).workspace,
    model,
    request,
    ...options,
  }))
    parts.push(part);
  return parts;
};
const textOf = (parts: readonly ChatPart[]) => parts.map((part) => (part.type === "text" ? part.text : "")).join("");
const reasoningOf = (parts: readonly ChatPart[]) =>
  parts.map((part) => (part.type === "reasoning" ? part.text : "")).join("");
const kinds = (parts: readonly ChatPart[]) => [...new Set(parts.map(({ type }) => type))];
const bodyOf = (place: number) => standin().requests[place]!.body as Readonly<Record<string, unknown>>;

describe("streamChat", () => {
  it.each(["every-chunk", "last-chunk", "extra-chunk", "none"] as const)(
    "counts usage once when it comes on %s",
    async (streamUsage) => {
      standin().setQuirks({ streamUsage, keepAliveComments: true });
      const parts = await ask(maverick, asking("Count to 30."));
      const usage = parts.filter(({ type }) => type === "usage");
      expect(
        usage.map((part) => (part.type === "usage" ? part.outputTokens > 0 && part.outputTokens < 100 : false)),
      ).toEqual(streamUsage === "none" ? [] : [true]);
      expect(parts.at(-1)).toMatchObject({ type: "finish", reason: "stop" });
      expect(textOf(parts)).toContain("29 30");
    },
  );

  it("reads the same from a stream of single bytes", async () => {
    const plain = textOf(await ask(claude, asking("Say “Grüße, 東京 🍕” please.")));
    standin().setFaults([{ name: "one-byte" }]);
    expect(textOf(await ask(claude, asking("Say “Grüße, 東京 🍕” please.")))).toBe(plain);
    expect(plain).toContain("東京 🍕");
  });

  it("gives thinking apart from the answer, with its signature, streamed and whole", async () => {
    const request = asking("What is 17 times 23?", {
      thinking: { budgetTokens: 2048 },
      maxTokens: 500,
      temperature: 0.3,
      topK: 4,
    });
    const streamed = await ask(claude, request);
    const whole = await ask(claude, request, { stream: false });
    expect(reasoningOf(streamed)).toBe(reasoningOf(whole));
    expect(reasoningOf(whole).length).toBeGreaterThan(5);
    expect(textOf(streamed)).toBe(textOf(whole));
    for (const parts of [streamed, whole])
      expect(kinds(parts)).toEqual(["reasoning", "reasoning-signature", "text", "usage", "finish"]);
    expect(bodyOf(0)).toMatchObject({
      thinking: { type: "enabled", budget_tokens: 2048 },
      max_tokens: 2548,
      stream: true,
    });
    expect(Object.keys(bodyOf(0))).not.toEqual(expect.arrayContaining(["temperature"]));
  });

  it("gives signed and encrypted reasoning back unchanged, and drops it when thinking is off", async () => {
    for (const redactedReasoning of [false, true]) {
      standin().setQuirks({ redactedReasoning });
      const parts = await ask(claude, asking("Why?", { thinking: { budgetTokens: 1024 } }), { stream: false });
      const signature = parts.find((part) => part.type === "reasoning-signature")?.signature;
      const encrypted = parts.find((part) => part.type === "reasoning-encrypted")?.data;
      const item = {
        type: "reasoning" as const,
        text: reasoningOf(parts),
        signature,
        encrypted,
      };
      const messages: ChatRequest["messages"] = [
        { role: "user", content: "Why?" },
        { role: "assistant", content: [item, { type: "text", text: textOf(parts) }] },
        { role: "user", content: "And then?" },
      ];
      expect(textOf(await ask(claude, { messages, thinking: { budgetTokens: 1024 } })).length).toBeGreaterThan(0);
      expect(JSON.stringify(standin().requests.at(-1)!.body)).toContain(
        redactedReasoning ? "summary_encrypted_text" : signature!,
      );
      await ask(claude, { messages });
      expect(JSON.stringify(standin().requests.at(-1)!.body)).not.toContain("summary");
    }
  });

  it("tells that an answer was cut by max_tokens", async () => {
    for (const stream of [true, false]) {
      expect((await ask(llama, asking("Count to 500.", { maxTokens: 20 }), { stream })).at(-1)).toMatchObject({
        type: "finish",
        reason: "length",
      });
    }
  });

  it("keeps what came when a stream is cut, and does not ask again", async () => {
    standin().setFaults([{ name: "cut-stream", value: 12 }]);
    const error = await failureOf(ask(claude, asking("Count to 200.")));
    expect(error.code).toBe("stream-cut");
    expect(error.data["partialText"]).toMatch(/1 2 3/);
    expect(standin().requests).toHaveLength(1);
    standin().setFaults([{ name: "no-done" }]);
    expect((await failureOf(ask(claude, asking("Count to 200.")))).code).toBe("stream-cut");
    standin().setFaults([{ name: "stream-error" }]);
    const framed = await failureOf(ask(claude, asking("Count to 200.")));
    expect([framed.code, typeof framed.data["serviceCode"]]).toEqual(["stream-cut", "string"]);
  });

  it.each([{ name: "cut-stream", value: 0 }, { name: "503" }, { name: "reset" }] as const)(
    "asks again when it gets nothing because of $name",
    async (fault) => {
      standin().setFaults([{ ...fault, times: 2 }]);
      const { workspace, events } = workspaceOf(standin(), unlimited);
      expect(textOf(await ask(llama, asking("Count to 9."), { workspace }))).toContain("9");
      expect(events.map(({ type }) => type)).toEqual(["request-retried", "request-retried"]);
    },
  );

  it("stops the request when the reader leaves", async () => {
    standin().setFaults([{ name: "slow", value: 20 }]);
    for await (const part of streamChat({
      workspace: workspaceOf(standin(), unlimited).workspace,
      model: llama,
      request: asking("Count to 3000."),
    }))
      if (part.type === "text") break;
    standin().setFaults([]);
    await expect(ask(llama, asking("Count to 3."))).resolves.toBeDefined();
  });

  it("gives up on a stream that falls silent", async () => {
    standin().setFaults([{ name: "slow", value: 400 }]);
    const error = await failureOf(ask(llama, asking("Count to 300."), { timeoutMs: 150 }));
    expect(["stream-cut", "timed-out"]).toContain(error.code);
  });

  it("names the replacement when an endpoint is retired", async () => {
    standin().setEndpointState("databricks-claude-3-7-sonnet", "retired");
    const error = await failureOf(ask(claude, asking("Hello.")));
    expect([error.code, error.hint]).toEqual([
      "model-retired",
      "Use databricks:claude-sonnet-4-6 (endpoint databricks-claude-sonnet-4-6) instead.",
    ]);
  });

  it("finds a prompt too long before it is sent, and understands the service when that finds it", async () => {
    const over = await failureOf(ask(llama, asking("word ".repeat(200_000))));
    expect([over.code, standin().requests.length]).toEqual(["context-overflow", 0]);
    expect((await failureOf(ask(claude, asking("x".repeat(4_000_001))))).code).toBe("request-too-large");
    expect(standin().requests).toHaveLength(0);
    expect((await failureOf(ask(llama, asking("word ".repeat(131_000))))).code).toBe("context-overflow");
    expect(standin().requests).toHaveLength(1);
  });

  it("counts an image by its cost, not by its bytes", async () => {
    const url = `data:image/png;base64,${"aB+/".repeat(500_000)}`;
    const parts = await ask(claude, {
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "What is this?" },
            { type: "image", url },
          ],
        },
      ],
    });
    expect(textOf(parts).length).toBeGreaterThan(0);
    expect(bodyOf(0)["max_tokens"]).toBe(4096);
  });

  it("sends no field that the family does not know, and no schema keyword that is refused", async () => {
    const tool = {
      name: "weather",
      description: "Weather of a place.",
      parameters: {
        $schema: "x",
        type: "object",
        additionalProperties: false,
        properties: {
          minimum: { type: "integer", minimum: 1, maximum: 9, description: "the minimum" },
          deep: { type: "array", items: { type: "number", multipleOf: 0.5 } },
        },
      },
    };
    for (const model of [llama, maverick, claude])
      await ask(
        model,
        asking("What is the weather of the place?", {
          tools: [tool],
          toolChoice: "required",
          temperature: 0.5,
          topP: 0.9,
          stop: ["###"],
        }),
      );
    const { parameters } = (bodyOf(2)["tools"] as { readonly function: { readonly parameters: unknown } }[])[0]!
      .function;
    expect(parameters).toEqual({
      type: "object",
      additionalProperties: false,
      properties: {
        minimum: { type: "integer", description: "the minimum (minimum 1, maximum 9)" },
        deep: { type: "array", items: { type: "number", description: "multipleOf 0.5" } },
      },
    });
  });

  it("asks Claude for JSON whole and Llama in a stream", async () => {
    const schema = { type: "object", properties: { degrees: { type: "integer" } }, required: ["degrees"] };
    for (const model of [claude, llama])
      expect(
        JSON.parse(
          textOf(
            await ask(
              model,
              asking("Paris has 21 degrees.", { responseFormat: { type: "json-schema", name: "weather", schema } }),
            ),
          ),
        ),
      ).toEqual({ degrees: 21 });
    expect([bodyOf(0)["stream"], bodyOf(1)["stream"]]).toEqual([false, true]);
  });

  it.each<[string, ResolvedChatModel, ChatRequest]>([
    ["thinking on a model that does not", llama, asking("Hi.", { thinking: { budgetTokens: 2000 } })],
    ["a budget below 1024", claude, asking("Hi.", { thinking: { budgetTokens: 10 } })],
    ["more tokens than the cap", llama, asking("Hi.", { maxTokens: 10_000 })],
    ["a temperature above 2", llama, asking("Hi.", { temperature: 2.5 })],
    [
      "an image for a model that reads text",
      maverick,
      { messages: [{ role: "user", content: [{ type: "image", url: "data:image/png;base64,AA==" }] }] },
    ],
    [
      "a late system message",
      claude,
      {
        messages: [
          { role: "user", content: "Hi." },
          { role: "system", content: "Be brief." },
        ],
      },
    ],
    [
      "an answer at the end",
      claude,
      {
        messages: [
          { role: "user", content: "Hi." },
          { role: "assistant", content: "He" },
        ],
      },
    ],
    [
      "a tool that is not there",
      claude,
      asking("Hi.", { tools: [{ name: "a", parameters: {} }], toolChoice: { name: "b" } }),
    ],
    ["JSON without a schema on Claude", claude, asking("Hi.", { responseFormat: { type: "json-object" } })],
  ])("refuses %s without asking", async (_, model, request) => {
    expect((await failureOf(ask(model, request))).code).toBe("invalid-option");
    expect(standin().requests).toHaveLength(0);
  });

  it("sent nothing in all of this that is not documented", () => {
    expect(problems).toEqual([]);
  });
});
