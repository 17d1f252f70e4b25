import { describe, expect, it } from "vitest";
import { noCounter, wordCounter } from "../../test/words.js";
import { instructionTokens, sourceOverheadTokens } from "../prompt/prompt-tokens.js";
import { passageRoom } from "./passage-room.js";

const question = "Which keys rotate?";
const turns = [
  { role: "user", text: "one two" },
  { role: "assistant", text: "three four five" },
] as const;

/** The budget with the fixed size of the instructions added back. */
function budget(contextTokens: number, maxTokens?: number, recentTurns: typeof turns | readonly [] = []): number {
  const generator = { contextTokens, tokenizer: wordCounter };
  return passageRoom({ generator, question, recentTurns, maxTokens }).budgetTokens + instructionTokens;
}

describe("the room for passages", () => {
  it("is the context without the answer and the question", () => {
    expect(budget(8000, 100)).toBe(8000 - 100 - 3);
  });

  it.each([
    [10_000, 1024],
    [4096, 1024],
    [2002, 500],
  ])("of a context of %i tokens reserves %i for an answer without a limit", (contextTokens, reserved) => {
    expect(budget(contextTokens)).toBe(contextTokens - reserved - 3);
  });

  it("is less by the text of each earlier turn and eight tokens around it", () => {
    expect(budget(8000, 100) - budget(8000, 100, turns)).toBe(2 + 8 + 3 + 8);
  });

  it("has the prompt's tokens around a source, and the generator's tokenizer", () => {
    const generator = { contextTokens: 8000, tokenizer: wordCounter };
    const { overheadTokens, tokenizer } = passageRoom({ generator, question, recentTurns: [] });
    expect([overheadTokens, tokenizer]).toEqual([sourceOverheadTokens, wordCounter]);
  });

  it("has no limit, and counts nothing, where the context has none", () => {
    const generator = { contextTokens: Infinity, tokenizer: noCounter };
    expect(passageRoom({ generator, question, recentTurns: turns }).budgetTokens).toBe(Infinity);
  });
});
