import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startStandin } from "@ragstone/standin";
import type { Standin } from "@ragstone/standin";
import { call, chunks, invoke } from "./call.js";
import type { Reading } from "./call.js";

const claude = "databricks-claude-3-7-sonnet";
const llama4 = "databricks-llama-4-maverick";
const llama33 = "databricks-meta-llama-3-3-70b-instruct";
const chatEndpoints = [
  claude,
  llama4,
  llama33,
  "databricks-meta-llama-3-1-405b-instruct",
  "databricks-meta-llama-3-1-8b-instruct",
];

const weather = {
  type: "function",
  function: {
    name: "get_weather",
    description: "Get the weather of a city",
    parameters: {
      type: "object",
      properties: { city: { type: "string" }, unit: { enum: ["celsius", "fahrenheit"] } },
      required: ["city"],
    },
  },
};
const ask = (content: unknown): { messages: unknown[]; max_tokens: number } => ({
  messages: [{ role: "user", content }],
  max_tokens: 200,
});
const thinking = { thinking: { type: "enabled", budget_tokens: 1024 }, max_tokens: 4096 };

let standin: Standin;
beforeAll(async () => {
  standin = await startStandin();
});
afterAll(() => standin.close());
beforeEach(() => {
  standin.setQuirks({
    streamUsage: "every-chunk",
    redactedReasoning: false,
    claudeStop: "stop",
    citationsField: "citations",
    keepAliveComments: false,
  });
});

const choice = (json: Reading): Reading => json["choices"]![0]!;

describe("a chat answer of the stand-in", () => {
  it("is the same on both routes and for every model, and never carries the endpoint's name", async () => {
    for (const endpoint of chatEndpoints) {
      const native = await invoke(standin, endpoint, ask("Good morning"));
      const openai = await call(standin, "/serving-endpoints/chat/completions", {
        model: endpoint,
        ...ask("Good morning"),
      });
      expect(choice(native.json)["message"]).toEqual({ role: "assistant", content: "You said: Good morning" });
      expect(choice(openai.json)).toEqual(choice(native.json));
      expect(native.json["model"]).not.toBe(endpoint);
      expect(native.headers.get("served-model-name")).toBe(endpoint);
      expect(native.headers.get("server-timing")).toMatch(/desc="[0-9a-f-]{36}"/u);
    }
  });

  it("quotes the sentence of a numbered source that answers the question", async () => {
    const prompt = [
      '<source-9f number="1" file="a.md">\nCats sleep a lot. They purr.\n</source-9f>',
      '<source-9f number="2" file="b.md">\nKeys are rotated every 90 days. Backups are daily.\n</source-9f>',
      "Question:\nHow often are the keys rotated?",
    ].join("\n\n");
    const { json } = await invoke(standin, claude, ask(prompt));
    expect(choice(json)["message"]!["content"]).toBe(
      'Keys are rotated every 90 days [2: "Keys are rotated every 90 days."].',
    );
    const bracketed = await invoke(
      standin,
      llama33,
      ask("[1] Cats sleep a lot.\n[2]\nKeys are rotated every 90 days.\n\nQuestion: When are keys rotated?"),
    );
    expect(choice(bracketed.json)["message"]!["content"]).toContain('[2: "Keys are rotated every 90 days."]');
  });

  it("says that the sources do not contain it, in the words that the prompt requests", async () => {
    const system = {
      role: "system",
      content: 'If the sources do not hold the answer, write only "NOT IN SOURCES:" and what is missing.',
    };
    const user = {
      role: "user",
      content: '<source number="1">\nCats sleep a lot.\n</source>\n\nQuestion:\nWhat is the boiling point of tungsten?',
    };
    const { json } = await invoke(standin, llama33, { messages: [system, user], max_tokens: 100 });
    expect(choice(json)["message"]!["content"]).toMatch(/^NOT IN SOURCES: /u);
  });

  it("is cut at max_tokens and at a stop sequence, and says so", async () => {
    const cut = await invoke(standin, llama4, { ...ask("Count to 50"), max_tokens: 7 });
    expect(choice(cut.json)["finish_reason"]).toBe("length");
    expect(cut.json["usage"]!["completion_tokens"]).toBe(7);
    const whole = await invoke(standin, llama4, ask("Count to 5"));
    expect(choice(whole.json)["message"]!["content"]).toBe("1 2 3 4 5");
    const stopped = await invoke(standin, llama4, { ...ask("Count to 9"), stop: [" 4"] });
    expect([choice(stopped.json)["message"]!["content"], choice(stopped.json)["finish_reason"]]).toEqual([
      "1 2 3",
      "stop",
    ]);
  });

  it("calls a tool that the user asks for, with arguments that its schema allows, and uses the result", async () => {
    for (const endpoint of [claude, llama33]) {
      const { json } = await invoke(standin, endpoint, {
        ...ask("What is the weather in Paris, in fahrenheit?"),
        tools: [weather],
      });
      expect(choice(json)["finish_reason"]).toBe("tool_calls");
      const message = choice(json)["message"] as unknown as {
        content: null;
        tool_calls: { id: string; function: { name: string; arguments: string } }[];
      };
      expect(message.content).toBeNull();
      expect(message.tool_calls[0]!.function.name).toBe("get_weather");
      expect(JSON.parse(message.tool_calls[0]!.function.arguments)).toEqual({ city: "Paris", unit: "fahrenheit" });
      const next = await invoke(standin, endpoint, {
        messages: [
          { role: "user", content: "What is the weather in Paris?" },
          { role: "assistant", tool_calls: message.tool_calls },
          { role: "tool", tool_call_id: message.tool_calls[0]!.id, content: "18 degrees" },
        ],
        tools: [weather],
        max_tokens: 100,
      });
      expect(choice(next.json)["message"]!["content"]).toContain("18 degrees");
    }
  });

  it("calls the tool that tool_choice names, and none when it says none", async () => {
    const forced = await invoke(standin, llama33, {
      ...ask("hello"),
      tools: [weather],
      tool_choice: { type: "function", function: { name: "get_weather" } },
    });
    expect(choice(forced.json)["finish_reason"]).toBe("tool_calls");
    const none = await invoke(standin, llama33, {
      ...ask("What is the weather in Paris?"),
      tools: [weather],
      tool_choice: "none",
    });
    expect(choice(none.json)["finish_reason"]).toBe("stop");
  });

  it("is an instance of the schema that response_format gives", async () => {
    const schema = {
      type: "object",
      properties: {
        title: { type: "string" },
        year: { type: "integer" },
        tags: { type: "array", items: { type: "string" } },
      },
      required: ["title", "year"],
    };
    const body = {
      ...ask('The book "Dune" came out in 1965'),
      response_format: { type: "json_schema", json_schema: { name: "book", schema, strict: true } },
    };
    for (const endpoint of [claude, llama33]) {
      const { json } = await invoke(standin, endpoint, body);
      expect(JSON.parse(choice(json)["message"]!["content"] as unknown as string)).toMatchObject({
        title: "Dune",
        year: 1965,
      });
    }
  });

  it("carries Claude's reasoning in items with a signature, and takes both back only unchanged", async () => {
    const { json } = await invoke(standin, claude, {
      messages: [{ role: "user", content: "Good morning" }],
      ...thinking,
    });
    const content = choice(json)["message"]!["content"] as unknown as [
      { type: string; summary: [{ type: string; text: string; signature: string }] },
      { type: string; text: string },
    ];
    expect(content.map((item) => item.type)).toEqual(["reasoning", "text"]);
    const turn = (assistant: unknown): unknown => ({
      messages: [
        { role: "user", content: "Good morning" },
        { role: "assistant", content: assistant },
        { role: "user", content: "And now?" },
      ],
      ...thinking,
    });
    expect((await invoke(standin, claude, turn(content))).status).toBe(200);
    expect((await invoke(standin, claude, turn(content.slice(1)))).status).toBe(200);
    const { signature: _, ...unsigned } = content[0].summary[0];
    const refused = await invoke(standin, claude, turn([{ type: "reasoning", summary: [unsigned] }, content[1]]));
    expect([refused.status, refused.json["message"]]).toEqual([
      400,
      "messages.1.content.0: Invalid `signature` in `thinking` block",
    ]);
    standin.setQuirks({ redactedReasoning: true });
    const redacted = await invoke(standin, claude, { messages: [{ role: "user", content: "hi" }], ...thinking });
    expect(choice(redacted.json)["message"]!["content"]![0]!["summary"]![0]!["type"]).toBe("summary_encrypted_text");
    expect((await invoke(standin, claude, turn(choice(redacted.json)["message"]!["content"]))).status).toBe(200);
  });

  it("cites documents by characters or by blocks when they ask for citations", async () => {
    const text = "Cats sleep a lot. Keys are rotated every 90 days.";
    const plain = {
      type: "document",
      title: "Ops",
      source: { type: "text", media_type: "text/plain", data: text },
      citations: { enabled: true },
    };
    const blocks = {
      type: "document",
      source: {
        type: "content",
        content: [
          { type: "text", text: "Cats sleep a lot." },
          { type: "text", text: "Keys are rotated every 90 days." },
        ],
      },
      citations: { enabled: true },
    };
    const items = async (document: unknown): Promise<Reading> => {
      const { json } = await invoke(
        standin,
        claude,
        ask([document, { type: "text", text: "How often are keys rotated?" }]),
      );
      return choice(json)["message"]!["content"]![1]!;
    };
    const start = text.indexOf("Keys");
    expect((await items(plain))["citations"]).toEqual([
      {
        type: "char_location",
        cited_text: text.slice(start),
        document_index: 0,
        document_title: "Ops",
        start_char_index: start,
        end_char_index: text.length,
      },
    ]);
    expect((await items(blocks))["citations"]![0]).toMatchObject({
      type: "content_block_location",
      start_block_index: 1,
      end_block_index: 2,
    });
    standin.setQuirks({ citationsField: "citation" });
    expect((await items(plain))["citation"]).toHaveLength(1);
  });
});

describe("a stream of the stand-in", () => {
  const text = (all: readonly Reading[]): string =>
    all
      .map((chunk) => choice(chunk)?.["delta"]!["content"] as unknown as string | undefined)
      .filter((part) => typeof part === "string")
      .join("");

  it("carries role on every chunk and growing usage on every chunk", async () => {
    for (const endpoint of chatEndpoints) {
      const { text: body, headers } = await invoke(standin, endpoint, { ...ask("Count to 20"), stream: true });
      expect(headers.get("content-type")).toContain("text/event-stream");
      const all = chunks(body);
      expect(text(all)).toBe(Array.from({ length: 20 }, (_, i) => i + 1).join(" "));
      expect(all.every((chunk) => (choice(chunk)["delta"]!["role"] as unknown as string) === "assistant")).toBe(true);
      const used = all.map((chunk) => Number(chunk["usage"]!["completion_tokens"]));
      expect(used.every((value, i) => i === 0 || value >= used[i - 1]!)).toBe(true);
      const whole = await invoke(standin, endpoint, ask("Count to 20"));
      expect(used.at(-1)).toBe(whole.json["usage"]!["completion_tokens"]);
      expect(choice(all.at(-1)!)["finish_reason"]).toBe("stop");
    }
  });

  it("carries usage on the last chunk, on an extra one without choices, or nowhere, by the quirk", async () => {
    const run = async (): Promise<Reading[]> =>
      chunks((await invoke(standin, llama33, { ...ask("Count to 5"), stream: true })).text);
    standin.setQuirks({ streamUsage: "last-chunk" });
    expect((await run()).map((chunk) => chunk["usage"] !== undefined).indexOf(true)).toBe((await run()).length - 1);
    standin.setQuirks({ streamUsage: "extra-chunk" });
    const last = (await run()).at(-1)!;
    expect(last["choices"]).toEqual([]);
    expect(last["usage"]!["completion_tokens"]).toBeGreaterThan(0);
    standin.setQuirks({ streamUsage: "none" });
    expect((await run()).some((chunk) => chunk["usage"] !== undefined)).toBe(false);
    standin.setQuirks({ streamUsage: "every-chunk", keepAliveComments: true });
    expect(text(await run())).toBe("1 2 3 4 5");
  });

  it("gives Claude's reasoning in lists, its signature on a last empty one, then the answer as strings", async () => {
    const body = { messages: [{ role: "user", content: "Good morning" }], ...thinking };
    const all = chunks((await invoke(standin, claude, { ...body, stream: true })).text);
    const parts = all.flatMap((chunk) => {
      const content = choice(chunk)["delta"]!["content"] as unknown as
        | string
        | { summary: { text: string; signature: string }[] }[];
      return typeof content === "string" ? [] : content.map((item) => item.summary[0]!);
    });
    expect(parts.slice(0, -1).every((part) => part.signature === "")).toBe(true);
    expect(parts.at(-1)!.text).toBe("");
    const item = {
      type: "reasoning",
      summary: [
        { type: "summary_text", text: parts.map((part) => part.text).join(""), signature: parts.at(-1)!.signature },
      ],
    };
    const next = await invoke(standin, claude, {
      messages: [
        { role: "user", content: "Good morning" },
        { role: "assistant", content: [item, { type: "text", text: "x" }] },
        { role: "user", content: "And?" },
      ],
      ...thinking,
    });
    expect(next.status).toBe(200);
    expect(text(all)).toBe("You said: Good morning");
  });

  it("gives a tool call in pieces: id and name first, arguments by index, an empty end", async () => {
    const all = chunks(
      (await invoke(standin, llama33, { ...ask("What is the weather in Paris?"), tools: [weather], stream: true }))
        .text,
    );
    const deltas = all.flatMap(
      (chunk) =>
        (choice(chunk)["delta"]!["tool_calls"] as unknown as
          | { index: number; id?: string; function: { name?: string; arguments: string } }[]
          | undefined) ?? [],
    );
    expect(deltas[0]).toMatchObject({ index: 0, function: { name: "get_weather", arguments: "" } });
    expect(deltas.slice(1).every((delta) => delta.id === undefined && delta.function.name === undefined)).toBe(true);
    expect(JSON.parse(deltas.map((delta) => delta.function.arguments).join(""))).toEqual({
      city: "Paris",
      unit: "celsius",
    });
    expect(choice(all.at(-1)!)["finish_reason"]).toBe("tool_calls");
  });
});
