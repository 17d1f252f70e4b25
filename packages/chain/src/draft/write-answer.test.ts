import type { GenerationPart } from "@ragstone/core";
import { AnswerAssembler } from "@ragstone/verify/internal";
import { expect, it } from "vitest";
import { hitAt } from "../../test/words.js";
import { citedSources } from "../evidence/cited-sources.js";
import { writeAnswer } from "./write-answer.js";

async function* generated(texts: readonly string[]): AsyncGenerator<GenerationPart> {
  for (const text of texts) yield { type: "text", text };
  yield { type: "finish", reason: "stop" };
}

async function written(texts: readonly string[], signal?: AbortSignal): Promise<string> {
  const assembler = new AnswerAssembler({
    sources: [],
    question: "Which pumps run?",
    policy: "mark",
    attribute: true,
    knownNames: () => new Set(),
  });
  let shown = "";
  for await (const part of writeAnswer({ parts: generated(texts), assembler, held: false, onUsage: () => {}, signal }))
    if (part.type === "text") shown += part.text;
  return shown;
}

const long = "Pump 7 runs at 40 bar since May 2024.\n\n".repeat(100_000);

it.each([
  ["at once", [long]],
  ["in many pieces", long.split(/(?<=\n\n)/u)],
])("checks a long text that comes %s in parts, so that an abort ends it", async (_, texts) => {
  const controller = new AbortController();
  setImmediate(() => controller.abort(new Error("enough")));
  await expect(written(texts, controller.signal)).rejects.toThrow("enough");
});

it("shows the whole of a text that it takes in parts, characters of two units included", async () => {
  const text = "Pumps run. \u{1F6A4} ".repeat(2000);
  expect(text.length).toBeGreaterThan(20_000);
  expect(await written([text])).toBe(await written(Array.from(text)));
});

/** The text and the claims of an answer with one cited text, which is generated in parts. */
async function writtenAround(quoted: readonly string[], after: string) {
  const quote = quoted.join("");
  const near = { start: 0, end: quote.length };
  async function* cited(): AsyncGenerator<GenerationPart> {
    yield { type: "text", text: "Nobody knows why. " };
    yield { type: "cited-start" };
    for (const text of quoted) yield await Promise.resolve({ type: "text" as const, text });
    yield { type: "cited-end", citations: [{ source: 1, quote, near }] };
    yield { type: "text", text: after };
  }
  const assembler = new AnswerAssembler({
    sources: citedSources([{ ...hitAt("pumps.md", 0, quote), number: 1 }], new Map()),
    question: "Which pumps run?",
    policy: "mark",
    attribute: true,
    knownNames: () => new Set(),
  });
  let shown = "";
  for await (const part of writeAnswer({ parts: cited(), assembler, held: false, onUsage: () => {} }))
    if (part.type === "text") shown += part.text;
  return { shown, claims: assembler.result().claims.map(({ text, citations }) => [text, citations]) };
}

it("shows the end of a cited text before its citation, although it might begin an image", async () => {
  const { shown, claims } = await writtenAround(["Pumps run at 40 bar!"], " [More](x) follows.");
  expect(shown).toBe("Nobody knows why. Pumps run at 40 bar! [1] [More](x) follows.");
  expect(claims).toEqual([
    ["Nobody knows why.", []],
    ["Pumps run at 40 bar! [1]", [1]],
    ["[More](x) follows.", []],
  ]);
});

it("cites the whole of a cited text, whatever ends a sentence inside it", async () => {
  const { claims } = await writtenAround(["Pumps run all day. ", "They run at 40 bar."], " Nobody stops them.");
  expect(claims).toEqual([
    ["Nobody knows why.", []],
    ["Pumps run all day. They run at 40 bar. [1]", [1]],
    ["Nobody stops them.", []],
  ]);
});
