import type { Generator } from "@ragstone/core";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { embed, generateText, streamText } from "ai";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { slowGenerator } from "./slow-generator.js";
import { asTeam, ownersToken, served, teamToken } from "./served.js";

const question = "How often are signing keys rotated?";
const messages = [{ role: "user" as const, content: question }];
const model = "docs/extractive";

describe("the unchanged client openai", () => {
  const client = (url: string, apiKey = ownersToken) => new OpenAI({ apiKey, baseURL: `${url}/v1`, maxRetries: 0 });

  it("lists models and gets an answer with its sources in plain content, as annotations and whole", async () => {
    const { url } = await served();
    const openai = client(url);
    expect((await openai.models.list()).data.map(({ id }) => id)).toContain(model);
    const completion = await openai.chat.completions.create({ model, messages, temperature: 0, max_tokens: 500 });
    const [{ message, finish_reason }] = completion.choices as [(typeof completion.choices)[number]];
    expect(message.content).toMatch(/every 90 days.*\[1\]\n\nSources:\n\[1\] keys\.md \(Keys\): "Signing keys/su);
    expect(finish_reason).toBe("stop");
    const [annotation] = message.annotations!;
    const { start_index: from, end_index: to, url: link, title } = annotation!.url_citation;
    expect([message.content!.slice(from, to), title]).toEqual(["[1]", "keys.md"]);
    const passage = await fetch(url + link, { headers: { authorization: `Bearer ${ownersToken}` } });
    expect(await passage.json()).toMatchObject({ text: expect.stringContaining("90 days") });
    expect(completion.usage).toMatchObject({ total_tokens: expect.any(Number) });
    expect(completion).toMatchObject({ ragstone: { status: "answered", citations: [{ collection: "docs" }] } });
  });

  it("streams the same, with the usage in the last chunk only when it is asked for", async () => {
    const { url } = await served();
    const openai = client(url);
    const whole = await openai.chat.completions.create({ model, messages });
    let content = "";
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    const options = { include_usage: true };
    for await (const chunk of await openai.chat.completions.create({
      model,
      messages,
      stream: true,
      stream_options: options,
    })) {
      chunks.push(chunk);
      content += chunk.choices[0]?.delta.content ?? "";
    }
    expect(content).toBe(whole.choices[0]!.message.content);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } });
    expect(chunks.at(-2)!.choices[0]!.finish_reason).toBe("stop");
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
    const plain: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of await openai.chat.completions.create({ model, messages, stream: true }))
      plain.push(chunk);
    expect(plain.every(({ usage }) => usage === undefined)).toBe(true);
  });

  it("follows messages of system and developer after the rules of grounding", async () => {
    const asked: (string | undefined)[] = [];
    const generator: Generator = {
      ...slowGenerator(),
      async *generate({ system }) {
        asked.push(system);
        yield { type: "text", text: `Every 90 days [1: "Signing keys are rotated every 90 days"].` };
        yield { type: "finish", reason: "stop" };
      },
    };
    const { url } = await served({ open: { generator } });
    const instructions = [
      { role: "system" as const, content: "Answer in one sentence." },
      { role: "developer" as const, content: [{ type: "text" as const, text: "Name the team." }] },
    ];
    const openai = client(url);
    const completion = await openai.chat.completions.create({
      model: "docs",
      messages: [...instructions, ...messages],
    });
    expect(completion.choices[0]!.message.content).toContain("Every 90 days");
    await openai.chat.completions.create({ model: "docs", messages });
    expect(asked).toEqual(["Answer in one sentence.\n\nName the team.", undefined]);
    const long = [{ role: "system" as const, content: "x".repeat(20_001) }, ...messages];
    await expect(openai.chat.completions.create({ model: "docs", messages: long })).rejects.toMatchObject({
      status: 400,
      param: "messages",
    });
  });

  it("shows why a question is refused, and nothing of documents out of the token's scope", async () => {
    const { url } = await served();
    const refused = await client(url).chat.completions.create({
      model: "docs",
      messages: [{ role: "user", content: "What is the wingspan of an albatross?" }],
    });
    expect(refused).toMatchObject({ ragstone: { status: "refused" } });
    expect(refused.choices[0]!.message.content).not.toBe("");
    const hidden = await client(url, teamToken).chat.completions.create({ model, messages });
    expect(hidden).toMatchObject({ ragstone: { status: "refused", sources: [] } });
    expect(JSON.stringify(hidden)).not.toContain("90 days");
  });

  it("embeds one text or many, as floats and in base64", async () => {
    const { url } = await served();
    const openai = client(url);
    const one = await openai.embeddings.create({ model: "docs", input: "keys" });
    const two = await openai.embeddings.create({ model: "docs", input: ["lunch", "keys"], encoding_format: "float" });
    expect(one.data[0]!.embedding).toHaveLength(256);
    expect(two.data.map(({ index }) => index)).toEqual([0, 1]);
    one.data[0]!.embedding.forEach((value, index) => expect(value).toBeCloseTo(two.data[1]!.embedding[index]!, 6));
    expect(one.usage.total_tokens).toBeGreaterThan(0);
  });

  it.each([
    [
      "a model that does not exist",
      { model: "docs/none", messages },
      { status: 404, code: "model_not_found", param: "model" },
    ],
    [
      "a collection that does not exist",
      { model: "other/extractive", messages },
      { status: 404, code: "model_not_found" },
    ],
    [
      "no question",
      { model, messages: [{ role: "assistant" as const, content: "x" }] },
      { status: 400, param: "messages" },
    ],
    ["more than one choice", { model, messages, n: 2 }, { status: 400, param: "n", type: "invalid_request_error" }],
    [
      "a picture",
      {
        model,
        messages: [
          { role: "user" as const, content: [{ type: "image_url" as const, image_url: { url: "http://x" } }] },
        ],
      },
      { status: 400 },
    ],
  ])("gets an error in OpenAI's shape for %s", async (_what, request, expected) => {
    const { url } = await served();
    await expect(client(url).chat.completions.create(request)).rejects.toMatchObject(expected);
  });

  it("gets an authentication error for a wrong token", async () => {
    const { url } = await served();
    await expect(client(url, "wrong").models.list()).rejects.toMatchObject({ status: 401, code: "token-refused" });
  });
});

describe("the unchanged client @ai-sdk/openai-compatible", () => {
  it("generates, streams and embeds", async () => {
    const { url } = await served();
    const provider = createOpenAICompatible({
      name: "ragstone",
      apiKey: ownersToken,
      baseURL: `${url}/v1`,
      includeUsage: true,
    });
    const generated = await generateText({ model: provider(model), prompt: question });
    expect(generated.text).toContain("[1] keys.md");
    const streamed = streamText({ model: provider(model), prompt: question });
    expect(await streamed.text).toBe(generated.text);
    expect((await streamed.usage).totalTokens).toBe(generated.usage.totalTokens);
    const { embedding } = await embed({ model: provider.textEmbeddingModel("docs"), value: "keys" });
    expect(embedding).toHaveLength(256);
    await expect(generateText({ model: provider("none"), prompt: question, maxRetries: 0 })).rejects.toMatchObject({
      statusCode: 404,
    });
  });
});

it("lists for a scoped token only the models that it may use", async () => {
  const { json } = await served({ server: { model: "openai:gpt-5" } });
  const { data } = await json<{ data: { id: string }[] }>("/v1/models", undefined, asTeam);
  expect(data.map(({ id }) => id).toSorted()).toEqual(["docs/extractive", "docs/openai:gpt-5"]);
});
