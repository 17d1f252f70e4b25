import type { Hit } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { hitAt, noCounter, wordCounter } from "../../test/words.js";
import { wholeScope } from "./whole-scope.js";

const hits = [hitAt("a.md", 0, "one two three"), hitAt("b.md", 0, "four five"), hitAt("c.md", 0, "six")];

/** The hits, and how many of them were read. */
function reading() {
  const read: Hit[] = [];
  // oxlint-disable-next-line typescript/require-await
  async function* passages() {
    for (const hit of hits) {
      read.push(hit);
      yield hit;
    }
  }
  return { read, passages: passages() };
}

describe("the whole scope", () => {
  it("is read where it takes the budget to the last token", async () => {
    const { passages } = reading();
    expect(await wholeScope({ passages, tokenizer: wordCounter, budgetTokens: 9, overheadTokens: 1 })).toEqual(hits);
  });

  it("is nothing where it takes one token more, and no more is read", async () => {
    const { passages, read } = reading();
    expect(await wholeScope({ passages, tokenizer: wordCounter, budgetTokens: 6, overheadTokens: 1 })).toBeNull();
    expect(read).toHaveLength(2);
  });

  it("is not counted where the context has no limit", async () => {
    const { passages } = reading();
    const found = await wholeScope({ passages, tokenizer: noCounter, budgetTokens: Infinity, overheadTokens: 1 });
    expect(found).toEqual(hits);
  });

  it("is not read on after an abort", async () => {
    const { passages } = reading();
    const signal = AbortSignal.abort(new Error("enough"));
    const found = wholeScope({ passages, tokenizer: noCounter, budgetTokens: Infinity, overheadTokens: 1, signal });
    await expect(found).rejects.toThrow("enough");
  });
});
