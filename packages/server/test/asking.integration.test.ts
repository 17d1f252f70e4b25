import type { GenerationRequest, Generator, Provider } from "@ragstone/core";
import { expect, it } from "vitest";
import { routes } from "../src/api.js";
import { asTeam, served } from "./served.js";
import { slowGenerator } from "./slow-generator.js";

/** A provider `fake:` whose model waits for a limit, thinks, and says one sentence. */
function fakeProvider() {
  const requests: GenerationRequest[] = [];
  const provider: Provider = {
    prefix: "fake",
    form: "fake:NAME",
    generator: async (_spec, { onEvent }): Promise<Generator> => ({
      ...slowGenerator(),
      name: "fake:model",
      usdPerMillionTokens: { input: 1, output: 2 },
      async *generate(request) {
        requests.push(request);
        onEvent?.({ type: "limit-waited", limit: "queries-per-hour", delayMs: 3400 });
        await new Promise(setImmediate);
        yield { type: "reasoning", text: "Let me look." };
        yield { type: "text", text: 'Keys are rotated every 90 days [1: "Signing keys are rotated every 90 days"].' };
        yield { type: "usage", inputTokens: 1000, outputTokens: 500 };
        yield { type: "finish", reason: "stop" };
      },
    }),
  };
  return { provider, requests };
}

function eventsOf(text: string): readonly { readonly type: string; readonly data: Record<string, unknown> }[] {
  return text
    .trim()
    .split("\n\n")
    .map((event) => /^event: (?<type>\w+)\ndata: (?<data>.*)$/u.exec(event)!.groups!)
    .map(({ type, data }) => ({ type: type!, data: JSON.parse(data!) as Record<string, unknown> }));
}

const question = "How often are signing keys rotated?";

it("gives a model further instructions, temperature, limits and a thinking budget, and tells what it waits for", async () => {
  const { provider, requests } = fakeProvider();
  const { call } = await served({ open: { providers: [provider] } });
  const sampling = { system: "Answer in one line.", temperature: 0.4, maxTokens: 300, thinkingTokens: 2048 };
  const body = { question, model: "fake:model", filter: "path:*.md type:md", stream: true, ...sampling };
  const events = eventsOf(await (await call("/api/collections/docs/ask", body)).text());
  expect(events.map(({ type }) => type)).toEqual(["waiting", "reasoning", "text", "citation", "text", "answer"]);
  expect(events[0]!.data).toEqual({ message: "Waiting 3 s for the limit of queries-per-hour.", delayMs: 3400 });
  expect(routes.ask.events.answer.parse(events.at(-1)!.data).answer).toMatchObject({
    status: "answered",
    reasoning: "Let me look.",
    claims: [{ verdict: "checked" }],
    usage: { costUsd: 0.002 },
  });
  expect(requests[0]).toMatchObject(sampling);
  expect(requests[0]!.plain).toBeUndefined();
});

it("reads a filter as text, in search too, and refuses one that is malformed", async () => {
  const { json, call } = await served();
  const paths = async (filter: unknown) => {
    const { hits } = await json<{ hits: { path: string }[] }>("/api/collections/docs/search", {
      query: "keys lunch",
      filter,
    });
    return hits.map(({ path }) => path).toSorted();
  };
  expect(await paths("path:team/**")).toEqual(["team/lunch.md"]);
  expect(await paths({ pathPrefix: "team" })).toEqual(["team/lunch.md"]);
  expect(await paths("")).toEqual(["keys.md", "team/lunch.md"]);
  for (const filter of ["team", "after:2025-02-30", { paths: "x" }, 3])
    expect((await call("/api/collections/docs/ask", { question, filter })).status).toBe(400);
  const widened = await json<{ hits: unknown[] }>(
    "/api/collections/docs/search",
    { query: "keys", filter: "path:keys.md" },
    asTeam,
  );
  expect(widened.hits).toEqual([]);
});

it("chats without documents, labelled as ungrounded", async () => {
  const { provider, requests } = fakeProvider();
  const { call } = await served({ open: { providers: [provider] } });
  const history = [{ role: "user", text: "Hello" }];
  const response = await call("/api/collections/docs/chat", { question: "Hi", model: "fake:model", history });
  const events = eventsOf(await response.text());
  expect(events.map(({ type }) => type)).toEqual(["reasoning", "text", "done"]);
  expect(routes.chat.events.done.parse(events.at(-1)!.data)).toMatchObject({
    grounded: false,
    model: "fake:model",
    usage: { inputTokens: 1000, outputTokens: 500, costUsd: 0.002 },
  });
  expect(requests).toMatchObject([{ question: "Hi", history, plain: true, passages: [] }]);
  const offline = await call("/api/collections/docs/chat", { question: "Hi" });
  expect([offline.status, await offline.json()]).toMatchObject([400, { error: { code: "not-supported" } }]);
  expect((await call("/api/collections/docs/chat", { question: "Hi", model: "fake:model" }, asTeam)).status).toBe(400);
});
