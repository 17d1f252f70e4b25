import { createDatabricksProvider } from "@databricks/ai-sdk-provider";
import { generateText, jsonSchema, stepCountIs, streamText, tool } from "ai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startStandin, validateRequest } from "@ragstone/standin";
import type { Standin } from "@ragstone/standin";

const claude = "databricks-claude-3-7-sonnet";
const llama = "databricks-meta-llama-3-3-70b-instruct";

describe("@databricks/ai-sdk-provider, unmodified, against the stand-in", () => {
  let standin: Standin;
  let provider: ReturnType<typeof createDatabricksProvider>;
  beforeAll(async () => {
    standin = await startStandin();
    provider = createDatabricksProvider({
      baseURL: `${standin.host}/serving-endpoints`,
      headers: { authorization: `Bearer ${standin.token}` },
    });
  });
  afterAll(() => standin.close());
  beforeEach(() => {
    standin.clearRequests();
    standin.setQuirks({ limitBody: "seen" });
    standin.setFaults([]);
  });

  it("generates text and reads usage, from every chat model", async () => {
    for (const endpoint of [
      claude,
      llama,
      "databricks-llama-4-maverick",
      "databricks-meta-llama-3-1-405b-instruct",
      "databricks-meta-llama-3-1-8b-instruct",
    ]) {
      const { text, usage, finishReason } = await generateText({
        model: provider.chatCompletions(endpoint),
        prompt: "Good morning",
        maxOutputTokens: 50,
      });
      expect([text, finishReason]).toEqual(["You said: Good morning", "stop"]);
      expect(usage.outputTokens).toBeGreaterThan(0);
    }
    expect(standin.requests.flatMap((request) => validateRequest("openAiChat", request.body))).toEqual([]);
  });

  it("streams text", async () => {
    const { textStream } = streamText({
      model: provider.chatCompletions(claude),
      prompt: "Count to 30",
      maxOutputTokens: 200,
    });
    let text = "";
    for await (const part of textStream) text += part;
    expect(text).toBe(Array.from({ length: 30 }, (_, i) => i + 1).join(" "));
  });

  it("calls a tool, sends its result back and gets an answer made of it", async () => {
    const asked: string[] = [];
    const weather = tool({
      description: "Get the weather of a city",
      inputSchema: jsonSchema<{ city: string }>({
        type: "object",
        properties: { city: { type: "string" } },
        required: ["city"],
      }),
      execute: async ({ city }) => {
        asked.push(city);
        return "18 degrees";
      },
    });
    const { text } = await generateText({
      model: provider.chatCompletions(claude),
      prompt: "What is the weather in Paris?",
      tools: { get_weather: weather },
      stopWhen: stepCountIs(3),
      maxOutputTokens: 200,
    });
    expect(asked).toEqual(["Paris"]);
    expect(text).toContain("18 degrees");
    expect(standin.requests).toHaveLength(2);
  });

  it("reports the status and body of an error", async () => {
    standin.setFaults(["429:chat"]);
    const failed = generateText({
      model: provider.chatCompletions(llama),
      prompt: "hi",
      maxOutputTokens: 10,
      maxRetries: 0,
    });
    await expect(failed).rejects.toMatchObject({
      statusCode: 429,
      responseBody: expect.stringContaining("REQUEST_LIMIT_EXCEEDED"),
    });
  });
});
