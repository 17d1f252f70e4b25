import type { Turn } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { boundedHistory } from "./bounded-history.js";
import { condenseQuestion } from "./condense-question.js";

const history: Turn[] = [
  { role: "user", text: "How often do the signing keys of the vault rotate?" },
  { role: "assistant", text: "Every 30 days, says Oslo's handbook [1]." },
];
const replying = (reply: string) => ({ complete: () => Promise.resolve(reply) });

describe("a question that follows others", () => {
  it("takes over its referents, without a model", async () => {
    const alone = await condenseQuestion({ question: "And who rotates them?", history });
    for (const word of ["signing", "keys", "vault"]) expect(alone).toContain(word);
  });

  it("stays unchanged when it is standalone, or when there are no earlier turns", async () => {
    const question = "How long does the archive keep invoices?";
    expect(await condenseQuestion({ question, history })).toBe(question);
    expect(await condenseQuestion({ question: "And them?", history: [] })).toBe("And them?");
  });

  it("follows a chain of follow-ups back to the standalone question", async () => {
    const longer: Turn[] = [
      { role: "user", text: "Who owns the archive?" },
      { role: "assistant", text: "Bo." },
      ...history,
      { role: "user", text: "And who rotates them?" },
      { role: "assistant", text: "The platform team." },
    ];
    const alone = await condenseQuestion({ question: "Since when?", history: longer });
    for (const word of ["rotates", "signing", "keys", "vault"]) expect(alone).toContain(word);
    expect(alone).not.toContain("archive");
  });

  it("is rewritten by a model that can, and not by one that answers something else", async () => {
    expect(
      await condenseQuestion({
        question: "And who rotates them?",
        history,
        generator: replying('"Who rotates the signing keys?"\n'),
      }),
    ).toBe("Who rotates the signing keys?");
    for (const reply of ["", "Bananas grow well.", "keys ".repeat(200)])
      expect(
        await condenseQuestion({ question: "And who rotates them?", history, generator: replying(reply) }),
      ).toContain("signing");
  });

  it("is given no more memory than fits", () => {
    const long = Array.from({ length: 50 }, (_, at): Turn => ({
      role: "user",
      text: `turn ${at} ${"word ".repeat(100)}`,
    }));
    const tokenizer = {
      name: "t",
      exact: true,
      specialTokens: 0,
      additive: true,
      count: (text: string) => text.split(" ").length,
      encode: () => ({ ids: [], offsets: [] }),
    };
    expect(boundedHistory(long, { contextTokens: Infinity, tokenizer })).toHaveLength(10);
    expect(boundedHistory(long, { contextTokens: 2000, tokenizer }).map((turn) => turn.text.slice(0, 7))).toEqual([
      "turn 46",
      "turn 47",
      "turn 48",
      "turn 49",
    ]);
  });
});
