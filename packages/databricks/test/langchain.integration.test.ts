import { AIMessage, HumanMessage, type AIMessageChunk } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { verifyAnswer } from "@ragstone/verify";
import { fromChatModel } from "@ragstone/chain/langchain";
import type { GenerationPart } from "@ragstone/core";
import { createAgent } from "langchain";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { chatTokenizer } from "../src/index.js";
import { ChatDatabricks, DatabricksEmbeddings, type ChatDatabricksOptions } from "../src/langchain.js";
import { failureOf } from "./failure-of.js";
import { useStandin } from "./use-standin.js";
import { workspaceOf } from "./workspace-of.js";

const { standin, problems } = useStandin();
const unlimited = { limits: { "claude-3-7-sonnet": {}, "meta-llama-3-3-70b-instruct": {}, "llama-4-maverick": {} } };
const chat = (options: Partial<ChatDatabricksOptions> = {}) =>
  new ChatDatabricks({
    model: "claude-3-7-sonnet",
    workspace: workspaceOf(standin(), unlimited).workspace,
    ...options,
  });
const thinking = { budgetTokens: 1024 };
const whole = async (stream: Promise<AsyncIterable<AIMessageChunk>>) => {
  let sum: AIMessageChunk | null = null;
  for await (const chunk of await stream) sum = sum === null ? chunk : sum.concat(chunk);
  return sum!;
};

describe("ChatDatabricks", () => {
  it("gives thinking as a reasoning block before the text, streamed as whole", async () => {
    const model = chat({ thinking });
    const answer = await model.invoke("What is 17 times 23?");
    expect(answer.content).toMatchObject([
      { type: "reasoning", signature: expect.any(String) },
      { type: "text", text: answer.text },
    ]);
    const streamed = await whole(model.stream("What is 17 times 23?"));
    expect((streamed.content as { readonly type: string }[]).map(({ type }) => type)).toEqual(["reasoning", "text"]);
    expect(streamed.text).toBe(answer.text);
    expect((streamed.content as { readonly signature?: string }[])[0]!.signature).toBe(
      (answer.content as { readonly signature?: string }[])[0]!.signature,
    );
    expect(streamed.contentBlocks.map(({ type }) => type)).toEqual(["reasoning", "text"]);
  });

  it("takes its thinking up again from a streamed and from a whole answer", async () => {
    const model = chat({ thinking });
    for (const answer of [await model.invoke("Why?"), await whole(model.stream("Why?"))]) {
      standin().clearRequests();
      expect(
        (await model.invoke([new HumanMessage("Why?"), answer, new HumanMessage("And then?")])).text.length,
      ).toBeGreaterThan(0);
      expect(JSON.stringify(standin().requests[0]!.body)).toContain('"signature":"');
    }
  });

  it("thinks and calls tools, though it cannot be made to", async () => {
    const schema = z.object({ degrees: z.number() });
    const structured = chat({ thinking }).withStructuredOutput(schema, { name: "weather" });
    const outcome = await structured
      .invoke("Use weather: Paris has 21 degrees.")
      .catch((error: unknown) => (error as { code: string }).code);
    expect([JSON.stringify({ degrees: 21 }), '"response-invalid"']).toContain(JSON.stringify(outcome));
    expect((standin().requests[0]!.body as { readonly tool_choice: unknown }).tool_choice).toBe("auto");
  });

  it("works in agents, thinking or not", async () => {
    for (const model of [
      chat(),
      chat({ thinking }),
      chat({ model: "meta-llama-3-3-70b-instruct" }),
      chat({ model: "llama-4-maverick" }),
    ]) {
      const add = tool(({ a, b }) => String(a + b), {
        name: "add_numbers",
        description: "Adds two numbers and gives their sum.",
        schema: z.object({ a: z.number(), b: z.number() }),
      });
      const agent = createAgent({ model, tools: [add], systemPrompt: "Use tools." });
      const { messages } = await agent.invoke({
        messages: [{ role: "user", content: "Use add_numbers on 17 and 25." }],
      });
      expect(messages.map(({ type }) => type)).toEqual(["human", "ai", "tool", "ai"]);
      expect(messages[2]!.text).toBe("42");
      expect(messages.at(-1)!.text.length).toBeGreaterThan(0);
    }
  });

  it("answers in the chain, with separate thinking and valid quotes", async () => {
    const text = "Keys are rotated every ninety days by the platform team.";
    const passage = {
      number: 1,
      origin: "file" as const,
      path: "ops.md",
      start: 0,
      end: text.length,
      text,
      headings: [],
      pages: [],
      score: 1,
      scores: { text: 1, vector: 1 },
    };
    for (const model of [chat({ thinking }), chat({ model: "meta-llama-3-3-70b-instruct" })]) {
      const generator = fromChatModel(model, {
        contextTokens: model.resolved.model.contextTokens,
        tokenizer: chatTokenizer,
      });
      const parts: GenerationPart[] = [];
      for await (const part of generator.generate({
        question: "How often are keys rotated?",
        history: [],
        passages: [passage],
        nonce: "n0nce",
        maxTokens: 300,
      }))
        parts.push(part);
      const answer = parts.map((part) => (part.type === "text" ? part.text : "")).join("");
      const { claims } = verifyAnswer({ text: answer, sources: [{ id: 1, text }] });
      expect(claims.map(({ verdict }) => verdict)).toEqual(["quoted"]);
      expect(parts.filter(({ type }) => type === "usage")).toHaveLength(1);
      expect(parts.at(-1)).toMatchObject({ type: "finish", reason: "stop" });
      expect(parts.some(({ type }) => type === "reasoning")).toBe(model.sampling.thinking !== undefined);
    }
  });

  it("gives an agent's answer in a form", async () => {
    const agent = createAgent({ model: chat(), tools: [], responseFormat: z.object({ degrees: z.number() }) });
    const { structuredResponse } = await agent.invoke({
      messages: [{ role: "user", content: "Paris has 21 degrees." }],
    });
    expect(structuredResponse).toEqual({ degrees: 21 });
  });

  it("lets a call have its own settings", async () => {
    const model = chat({ temperature: 0.2, maxTokens: 100 });
    await model.invoke("Hello.", { maxTokens: 7, temperature: 1 });
    await model.withConfig({ topK: 5, stop: ["x"] }).invoke("Hello.");
    const [first, second] = standin().requests.map(({ body }) => body);
    expect(first).toMatchObject({ max_tokens: 7, temperature: 1 });
    expect(second).toMatchObject({ max_tokens: 100, temperature: 0.2, top_k: 5, stop: ["x"] });
  });

  it("gives JSON by schema on every model, and without one on Llama", async () => {
    const schema = z.object({ degrees: z.number() });
    for (const model of ["claude-3-7-sonnet", "meta-llama-3-3-70b-instruct"]) {
      expect(
        await chat({ model }).withStructuredOutput(schema, { method: "jsonSchema" }).invoke("Paris has 21 degrees."),
      ).toEqual({ degrees: 21 });
    }
    expect(
      await chat({ model: "meta-llama-3-3-70b-instruct" })
        .withStructuredOutput({ title: "any" }, { method: "jsonMode" })
        .invoke("Hello."),
    ).toHaveProperty("answer");
    expect(
      (await failureOf(chat().withStructuredOutput({ title: "any" }, { method: "jsonMode" }).invoke("Hello."))).code,
    ).toBe("invalid-option");
  });

  it("keeps the code of a failure, and makes no attempts of LangChain's own", async () => {
    standin().setFaults([{ name: "cut-stream", value: 6 }]);
    const error = await failureOf(whole(chat().stream("Count to 99.")));
    standin().setFaults([]);
    expect([error.code, standin().requests.length]).toEqual(["stream-cut", 1]);
  });

  it("refuses endpoints that are not chat models", () => {
    expect(() => chat({ model: "gte-large-en" })).toThrow("a chat model");
    expect(() => chat({ model: "somewhere" })).toThrow("with its family");
  });

  it("takes messages of a conversation that broke off", async () => {
    const answer = await chat().invoke([
      new HumanMessage("Hello."),
      new AIMessage(""),
      new HumanMessage("Count to 3."),
    ]);
    expect(answer.text).toContain("3");
  });
});

describe("DatabricksEmbeddings", () => {
  it("embeds documents and queries", async () => {
    const embeddings = new DatabricksEmbeddings({ model: "bge-large-en", workspace: workspaceOf(standin()).workspace });
    const documents = await embeddings.embedDocuments(["Keys are rotated every ninety days.", "Whales sing."]);
    const query = await embeddings.embedQuery("How often are keys rotated?");
    const dot = (vector: readonly number[]) => vector.reduce((sum, value, i) => sum + value * query[i]!, 0);
    expect(documents.map((vector) => vector.length)).toEqual([1024, 1024]);
    expect(dot(documents[0]!)).toBeGreaterThan(dot(documents[1]!));
    expect((standin().requests[1]!.body as { readonly input: string[] }).input[0]).toMatch(/^Represent this sentence/);
  });

  it("fails with the text that has no vector", async () => {
    const embeddings = new DatabricksEmbeddings({ model: "bge-large-en", workspace: workspaceOf(standin()).workspace });
    expect((await failureOf(embeddings.embedDocuments(["a", "word ".repeat(600)]))).code).toBe("text-too-long");
    expect((await failureOf(embeddings.embedDocuments(["a", ""]))).message).toBe("Text 1 is empty: it has no vector.");
  });
});

it("sent nothing in all of this that is not documented", () => {
  expect(problems).toEqual([]);
});
