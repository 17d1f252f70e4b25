import { hasPassed, type Answer, type AnswerPart, type Policy } from "@ragstone/core";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { AskOptions } from "../src/index.js";
import { openRagstone } from "./open.js";
import type { CharLocation, StreamedReply } from "./anthropic-wire.js";
import { citationOf, documentsOf, fakeAnthropic, type FakeAnthropic, type MessagesRequest } from "./fake-anthropic.js";
import { folderOf } from "./folder.js";

const keys = "# Keys\n\nSigning keys rotate every 90 days 🔑. The vault stands in Oslo. Keys are never copied.\n";
const backups = "# Backups\n\nBackups are kept for 30 days. They are written at midnight. Keys are never copied.\n";
const rotate = "Signing keys rotate every 90 days 🔑.";
const kept = "Backups are kept for 30 days.";

beforeEach(() => vi.stubEnv("ANTHROPIC_API_KEY", "sk-ant-secret0123456789"));
afterEach(() => vi.unstubAllEnvs());

interface Asked {
  readonly answer: Answer;
  readonly parts: readonly AnswerPart[];
  readonly streamed: string;
}

async function ask(
  fake: FakeAnthropic,
  {
    question = "How often do signing keys rotate, and how long are backups kept?",
    spec = "anthropic:claude-x",
    ...options
  }: AskOptions & { readonly question?: string; readonly spec?: string } = {},
): Promise<Asked> {
  const folder = await folderOf({ "keys.md": keys, "backups.md": backups });
  await using rag = await openRagstone({ folder, generator: spec, baseUrl: fake.origin });
  await rag.index();
  const parts: AnswerPart[] = [];
  for await (const part of rag.stream(question, options)) parts.push(part);
  const last = parts.at(-1);
  if (last?.type !== "answer") throw new TypeError("the last part is the answer");
  const streamed = parts.map((part) => (part.type === "text" ? part.text : "")).join("");
  expect(streamed).toBe(last.answer.text);
  for (const { start, end, text } of last.answer.claims) expect(last.answer.text.slice(start, end)).toBe(text);
  for (const { path, start, end, quote } of last.answer.citations)
    expect((path === "keys.md" ? keys : backups).slice(start, end)).toBe(quote);
  return { answer: last.answer, parts, streamed };
}

/** The service's usual shape: connecting words and cited pieces of sentences in separate blocks. */
const usual = (request: MessagesRequest): StreamedReply => ({
  blocks: [
    { text: "According to the documents, " },
    { text: "signing keys rotate every 90 days", citations: [citationOf(request, `${rotate} `)] },
    { text: " and " },
    { text: "backups are kept for 30 days", citations: [citationOf(request, kept)], citedFirst: true },
    { text: "." },
  ],
});

describe("Claude's own citations", () => {
  test("become markers inside the sentence, exact spans and checked claims, streamed as they complete", async () => {
    const { answer, parts } = await ask(await fakeAnthropic(usual));
    expect(answer.text).toBe(
      "According to the documents, signing keys rotate every 90 days [1] and backups are kept for 30 days [2].",
    );
    expect(answer.citations.map(({ path, quote, headings }) => [path, quote, headings])).toEqual([
      ["keys.md", rotate, ["Keys"]],
      ["backups.md", kept, ["Backups"]],
    ]);
    expect(answer.claims.map(({ verdict, citations, problems }) => [verdict, citations, problems])).toEqual([
      ["checked", [1, 2], []],
    ]);
    expect(answer).toMatchObject({
      status: "answered",
      model: "anthropic:claude-x",
      usage: { inputTokens: 300, outputTokens: 20 },
    });
    const first = parts.findIndex((part) => part.type === "citation");
    expect(
      parts
        .slice(0, first)
        .map((part) => (part.type === "text" ? part.text : ""))
        .join(""),
    ).toBe("According to the documents, signing keys rotate every 90 days [1]");
  });

  test("are asked for by documents in the user's turn, the question after them, nothing of them in the system role", async () => {
    const fake = await fakeAnthropic({ blocks: [{ text: "How often do signing keys rotate?" }] }, usual);
    await ask(fake, {
      history: [
        { role: "user", text: "Hello?" },
        { role: "assistant", text: "Hello." },
      ],
      maxTokens: 77,
    });
    const request = fake.requests.at(-1)!;
    expect(request).toMatchObject({ model: "claude-x", max_tokens: 77, stream: true });
    expect(JSON.stringify(request.system)).not.toContain("rotate every");
    expect(request.messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
    const documents = documentsOf(request.messages);
    expect(Object.fromEntries(documents.map(({ title, context }) => [title, context]))).toEqual({
      "backups.md": "under Backups",
      "keys.md": "under Keys",
    });
    const content = request.messages.at(-1)!.content as readonly { readonly type: string; readonly text?: string }[];
    expect(content.map(({ type }) => type)).toEqual(["document", "document", "text"]);
    const fence = /<(question-[0-9a-f]{18})>\n(?<question>[^\n]+)\n<\/\1>$/u.exec(content.at(-1)?.text ?? "");
    expect(fence?.groups?.["question"]).toContain("How often do signing keys rotate");
  });

  test("several of one block are adjacent, and one block of two sentences is one claim", async () => {
    const fake = await fakeAnthropic((request) => ({
      blocks: [
        {
          text: "Signing keys rotate every 90 days. Backups are kept for 30 days.\n\n",
          citations: [citationOf(request, rotate), citationOf(request, kept)],
        },
        { text: "The vault stands in Oslo.", citations: [citationOf(request, "The vault stands in Oslo.")] },
      ],
    }));
    const { answer } = await ask(fake);
    expect(answer.text).toBe(
      "Signing keys rotate every 90 days. Backups are kept for 30 days. [1][2]\n\nThe vault stands in Oslo. [3]",
    );
    expect(answer.claims.map(({ verdict, citations }) => [verdict, citations])).toEqual([
      ["checked", [1, 2]],
      ["quoted", [3]],
    ]);
  });

  test("of words that occur twice are the place that the service names, counted in code points", async () => {
    const fake = await fakeAnthropic((request) => {
      const found = citationOf(request, "Keys are never copied.");
      const other = documentsOf(request.messages).findIndex(({ title }) => title === "backups.md");
      const data = documentsOf(request.messages)[other]!.source.data;
      return {
        blocks: [
          {
            text: "Keys are never copied.",
            citations: [
              {
                ...found,
                document_index: other,
                start_char_index: data.indexOf("Keys are"),
                end_char_index: data.indexOf("Keys are") + 22,
              },
            ],
          },
          { text: " Keys are never copied.", citations: [citationOf(request, "Keys are never copied.")] },
        ],
      };
    });
    const { answer } = await ask(fake);
    expect(answer.citations[0]).toMatchObject({ path: "backups.md", start: backups.indexOf("Keys are") });
    expect(answer.claims[0]?.verdict).toBe("quoted");
  });

  test.each<[string, (request: MessagesRequest) => StreamedReply, unknown[]]>([
    [
      "a text without one is unverified",
      (request) => ({
        blocks: [
          { text: "The vault stands in Oslo.", citations: [citationOf(request, "The vault stands in Oslo.")] },
          { text: " Backups are kept for 30 days." },
        ],
      }),
      [
        ["quoted", []],
        ["unverified", ["no-citation"]],
      ],
    ],
    [
      "a false one is unverified",
      () => ({ blocks: [{ text: "Backups are kept for 99 years." }] }),
      [["unverified", ["no-citation"]]],
    ],
    [
      "cited words that no source has",
      (request) => ({
        blocks: [
          {
            text: "Keys rotate daily.",
            citations: [{ ...citationOf(request, rotate), cited_text: "Keys rotate daily at noon." }],
          },
        ],
      }),
      [["unsupported", ["quote-not-found"]]],
    ],
    [
      "words of another document than named",
      (request) => ({
        blocks: [
          {
            text: "Backups are kept for 30 days.",
            citations: [{ ...citationOf(request, kept), document_index: citationOf(request, rotate).document_index }],
          },
        ],
      }),
      [["unsupported", ["misattributed"]]],
    ],
    [
      "a document that is not there",
      (request) => ({
        blocks: [
          {
            text: "Nobody knows.",
            citations: [{ ...citationOf(request, kept), cited_text: "Nobody knows it.", document_index: 40 }],
          },
        ],
      }),
      [["unsupported", ["unknown-source"]]],
    ],
    [
      "a document that is not there, with words that are",
      (request) => ({
        blocks: [
          { text: "Backups are kept for 30 days.", citations: [{ ...citationOf(request, kept), document_index: 7 }] },
        ],
      }),
      [["unsupported", ["unknown-source"]]],
    ],
    [
      "a claim that changes the number",
      (request) => ({ blocks: [{ text: "Backups are kept for 60 days.", citations: [citationOf(request, kept)] }] }),
      [["unsupported", ["number-mismatch"]]],
    ],
    [
      "one that is none",
      () => ({
        blocks: [{ text: "Backups are kept for 30 days.", citations: [null, {}] as unknown as CharLocation[] }],
      }),
      [["unsupported", ["unknown-source"]]],
    ],
    [
      "no words at all",
      (request) => ({
        blocks: [
          { text: "Backups are kept for 30 days.", citations: [{ ...citationOf(request, kept), cited_text: "" }] },
        ],
      }),
      [["unsupported", ["quote-not-found"]]],
    ],
  ])("%s", async (_, script, expected) => {
    const { answer } = await ask(await fakeAnthropic(script));
    expect(answer.claims.map(({ verdict, problems }) => [verdict, problems])).toEqual(expected);
    for (const policy of ["drop", "strict"] satisfies Policy[]) {
      const checked = await ask(await fakeAnthropic(script), { policy });
      expect(checked.answer.claims.every(hasPassed)).toBe(true);
      expect(checked.answer.status).toBe(policy === "drop" && expected.length > 1 ? "answered" : "refused");
    }
  });

  test("that were never made leave the answer to the checks that others get", async () => {
    const { answer } = await ask(await fakeAnthropic({ blocks: [{ text: "Backups are kept for 30 days." }] }));
    expect(answer.text).toBe("Backups are kept for 30 days. [1]");
    expect(answer.claims.map(({ verdict }) => verdict)).toEqual(["quoted"]);
  });

  test("of any division of the stream are the same", async () => {
    const whole = await ask(await fakeAnthropic(usual));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 40 }), async (sizes) => {
        const divide = (bytes: Buffer): Buffer[] => {
          const pieces: Buffer[] = [];
          for (let at = 0, turn = 0; at < bytes.length; turn += 1)
            pieces.push(bytes.subarray(at, (at += sizes[turn % sizes.length]!)));
          return pieces;
        };
        const { answer } = await ask(await fakeAnthropic((request) => ({ ...usual(request), divide })));
        expect({ ...answer, elapsedMs: 0 }).toEqual({ ...whole.answer, elapsedMs: 0 });
      }),
      { numRuns: 8 },
    );
  });

  test("need not be wanted: ?citations=quotes asks for quotes in the text, and anything else is a wrong option", async () => {
    const fake = await fakeAnthropic({
      blocks: [{ text: `Backups are kept for 30 days [1: "${kept}"] [2: "${kept}"].` }],
    });
    const { answer } = await ask(fake, { spec: "anthropic:claude-x?citations=quotes" });
    expect(documentsOf(fake.requests[0]!.messages)).toEqual([]);
    expect(answer.citations).toHaveLength(1);
    await expect(ask(fake, { spec: "anthropic:claude-x?citations=maybe" })).rejects.toMatchObject({
      code: "invalid-option",
    });
  });
});

describe("the end of Claude's answer", () => {
  test("at the limit of tokens is reported, and text not yet cited is not supported", async () => {
    const { answer } = await ask(
      await fakeAnthropic((request) => ({
        blocks: [
          { text: "The vault stands in Oslo.", citations: [citationOf(request, "The vault stands in Oslo.")] },
          { text: " Backups are kept for" },
        ],
        stopReason: "max_tokens",
      })),
    );
    expect(answer.notes.map(({ kind }) => kind)).toEqual(["truncated"]);
    expect(answer.claims.map(({ verdict }) => verdict)).toEqual(["quoted", "unverified"]);
  });

  test("in the middle of the stream is an error, wherever it is cut", async () => {
    for (const cutAfter of [200, 900, 1300, 1700]) {
      await expect(ask(await fakeAnthropic((request) => ({ ...usual(request), cutAfter })))).rejects.toMatchObject({
        code: expect.stringMatching(/^(?:stream-cut|network-failed)$/u),
      });
    }
    await expect(
      ask(await fakeAnthropic((request) => ({ ...usual(request), stopReason: null }))),
    ).rejects.toMatchObject({ code: "stream-cut" });
  });

  test("by an error event is an error of the service", async () => {
    const overloaded = { type: "overloaded_error", message: "Overloaded" };
    await expect(
      ask(await fakeAnthropic({ blocks: [{ text: "According to" }], error: overloaded })),
    ).rejects.toMatchObject({ code: "service-failed", message: expect.stringContaining("Overloaded") });
  });

  test("by the model itself is reported", async () => {
    await expect(ask(await fakeAnthropic({ blocks: [], stopReason: "refusal" }))).rejects.toMatchObject({
      code: "empty",
      message: expect.stringContaining("content filter"),
    });
  });

  test("before it began, for want of room on the service, is tried again", async () => {
    const fake = await fakeAnthropic(
      { status: 529, error: { type: "overloaded_error", message: "Overloaded" } },
      usual,
    );
    expect((await ask(fake)).answer.status).toBe("answered");
    expect(fake.requests).toHaveLength(2);
  }, 30_000);

  test("by the caller closes the connection and is not an answer", async () => {
    const controller = new AbortController();
    const fake = await fakeAnthropic({
      blocks: Array.from({ length: 50 }, (_, at) => ({ text: `Backups of day ${at} are kept for 30 days. ` })),
      divide: (bytes) =>
        Array.from({ length: Math.ceil(bytes.length / 100) }, (_, at) => bytes.subarray(at * 100, at * 100 + 100)),
    });
    const folder = await folderOf({ "backups.md": backups });
    await using rag = await openRagstone({ folder, generator: "anthropic:claude-x", baseUrl: fake.origin });
    await rag.index();
    const seen: AnswerPart[] = [];
    const reading = (async () => {
      for await (const part of rag.stream("How long are backups kept?", { signal: controller.signal })) {
        seen.push(part);
        controller.abort();
      }
    })();
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    expect(seen.every(({ type }) => type !== "answer")).toBe(true);
  });

  test("without an answer in the documents is a refusal, and thoughts are kept apart", async () => {
    const { answer, streamed } = await ask(
      await fakeAnthropic({ thinking: "They do not say.", blocks: [{ text: "NOT IN SOURCES: the price of zinc" }] }),
      { question: "What is the price of zinc?" },
    );
    expect(streamed).toBe("");
    expect(answer).toMatchObject({
      status: "refused",
      reasoning: "They do not say.",
      refusal: { reason: "no-evidence" },
    });
  });
});
