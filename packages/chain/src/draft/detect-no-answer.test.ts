import type { GenerationPart } from "@ragstone/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detectNoAnswer } from "./detect-no-answer.js";

/** The result of text in pieces: the text, and whether it was a refusal. */
async function detected(pieces: readonly string[]): Promise<{ readonly text: string; readonly refused: boolean }> {
  async function* parts(): AsyncGenerator<GenerationPart> {
    for (const text of pieces) yield await Promise.resolve({ type: "text" as const, text });
    yield { type: "finish", reason: "stop" };
  }
  let text = "";
  let refused = false;
  for await (const part of detectNoAnswer(parts())) {
    if (part.type === "text") text += part.text;
    if (part.type === "finish") refused = part.reason === "no-evidence";
  }
  return { text, refused };
}

describe("the sign that the sources do not contain the answer", () => {
  it.each([
    ["NOT IN SOURCES: the price", true],
    [" \n**Not in sources:** the price", true],
    ['"NOT IN SOURCES"', true],
    ["NOT IN SOURC", false],
    ["NOT IN THE SOURCES", false],
    ["Keys. NOT IN SOURCES", false],
    ["", false],
    ["  ", false],
  ])("is detected in %j however it is divided", async (text, refused) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }), async (sizes) => {
        const pieces: string[] = [];
        for (let at = 0, turn = 0; at < text.length; turn += 1)
          pieces.push(text.slice(at, (at += sizes[turn % sizes.length]!)));
        expect(await detected(pieces)).toEqual({ text: refused ? "" : text, refused });
      }),
      { numRuns: 20 },
    );
  });

  it("is detected across parts that are not text, which are shown only with text that is no sign", async () => {
    async function* parts(texts: readonly string[]): AsyncGenerator<GenerationPart> {
      yield { type: "reasoning", text: "Hm." };
      for (const text of texts) {
        yield { type: "cited-start" };
        yield await Promise.resolve({ type: "text" as const, text });
        yield { type: "cited-end", citations: [] };
      }
      yield { type: "finish", reason: "stop" };
    }
    const kinds = async (texts: readonly string[]) => {
      const found: string[] = [];
      for await (const part of detectNoAnswer(parts(texts)))
        found.push(part.type === "finish" ? part.reason : part.type);
      return found;
    };
    expect(await kinds(["NOT IN", " SOURCES"])).toEqual(["reasoning", "no-evidence"]);
    const cited = ["cited-start", "text", "cited-end"];
    expect(await kinds(["NOT IN", " STOCK"])).toEqual(["reasoning", ...cited, ...cited, "stop"]);
    expect(await kinds(["NOT IN"])).toEqual(["reasoning", ...cited, "stop"]);
  });

  it("takes linear time with 100,000 words behind it, or before them white space", async () => {
    expect(await detected(["NOT IN SOURCES", ...Array.from({ length: 100_000 }, () => " word")])).toEqual({
      text: "",
      refused: true,
    });
    expect((await detected(Array.from({ length: 100_000 }, () => "  \n"))).text).toHaveLength(300_000);
  });
});
