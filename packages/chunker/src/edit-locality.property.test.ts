import { existsSync, readFileSync } from "node:fs";
import { wordPiece } from "@ragstone/tokenizers";
import { describe, expect, test } from "vitest";
import { sentenceStarts } from "./windows/sentences.js";
import { createChunker } from "./windows/create-chunker.js";

const data = new URL("../../../../shared/data/chunking/", import.meta.url);

describe("edit locality", () => {
  test.skipIf(!existsSync(data))(
    "one sentence more or less changes at most 3 chunks in 95 % of 1,000 trials (skipped without ../shared/data)",
    () => {
      let state = 1;
      // Numerical Recipes' linear congruential generator: the same trials in every run.
      const below = (limit: number): number => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * limit);
      };
      const chunker = createChunker({ tokenizer: wordPiece({ specialTokens: 0 }), windowTokens: 8192 });
      const cut = (text: string): string[] =>
        chunker.chunk({ text, blocks: [], pages: [], title: null }).map((chunk) => chunk.text);
      const texts = ["chatlogs.md", "state_of_the_union.md", "wikitexts.md"].map((name) => {
        const text = readFileSync(new URL(name, data), "utf8");
        return { text, sentences: sentenceStarts(text, 0, text.length), before: new Set(cut(text)) };
      });
      let local = 0;
      for (let trial = 0; trial < 1000; trial += 1) {
        const { text, sentences, before } = texts[trial % 3]!;
        const at = below(sentences.length - 1);
        const other = below(sentences.length - 1);
        const inserted = text.slice(sentences[other], sentences[other + 1]);
        const edited =
          trial % 2 === 0
            ? text.slice(0, sentences[at]) + inserted + text.slice(sentences[at])
            : text.slice(0, sentences[at]) + text.slice(sentences[at + 1]);
        if (cut(edited).filter((chunk) => !before.has(chunk)).length <= 3) local += 1;
      }
      expect(local).toBeGreaterThanOrEqual(950);
    },
    180_000,
  );
});
