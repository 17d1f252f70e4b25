import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { embeddingText } from "@ragstone/core";
import { expect, test } from "vitest";
import { createChunker } from "./windows/create-chunker.js";
import { bgePreset, staticPreset } from "./windows/presets.js";

const root = fileURLToPath(new URL("../../../../shared/data", import.meta.url));

test.skipIf(!existsSync(root))(
  "no chunk of any text file of ../shared/data is over its window, and none loses a character (skipped without it)",
  () => {
    const paths = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:md|txt|jsonl|json|html|csv|tsv)$/u.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      // Every third: the rest is more of the same, and takes half a minute.
      .filter((_, at) => at % 3 === 0);
    const over: string[] = [];
    let chunked = 0;
    for (const path of paths) {
      const text = readFileSync(path, "utf8");
      for (const preset of [bgePreset, staticPreset]) {
        let characters = 0;
        for (const chunk of createChunker(preset).chunk({ text, blocks: [], pages: [], title: path })) {
          const tokens = preset.tokenizer.count(embeddingText(chunk)) + preset.tokenizer.specialTokens;
          if (tokens !== chunk.tokens || tokens > preset.windowTokens)
            over.push(`${path} ${chunk.start}: ${tokens} tokens, said to be ${chunk.tokens}`);
          characters += chunk.text.replaceAll(/\s/gu, "").length;
          chunked += 1;
        }
        expect(characters).toBe(text.replaceAll(/\s/gu, "").length);
      }
    }
    expect(over).toEqual([]);
    expect(chunked).toBeGreaterThan(10_000);
  },
  180_000,
);
