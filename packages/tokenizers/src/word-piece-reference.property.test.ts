import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Tokenizer } from "@huggingface/tokenizers";
import { describe, expect, test } from "vitest";
import { dataTexts, hasDataTexts } from "../test/data-texts.js";
import { generatedTexts } from "../test/generated-texts.js";
import { wordPiece } from "./word-piece.js";

interface Reference {
  readonly generated: { readonly count: number; readonly except: readonly number[]; readonly sha256: string };
  readonly files: Readonly<Record<string, { readonly tokens: number; readonly sha256: string }>>;
}

const reference = JSON.parse(readFileSync(new URL("../test/reference.json", import.meta.url), "utf8")) as Reference;

function line(text: string): string {
  const { ids, offsets } = wordPiece().encode(text);
  return `${ids.join(",")};${offsets.map(({ start, end }) => `${start}-${end}`).join(",")}\n`;
}

describe("wordPiece against the Rust library (test/README.md)", () => {
  test("gives the same ids and offsets for 100,000 generated texts", () => {
    const { count, except, sha256 } = reference.generated;
    const hash = createHash("sha256");
    let index = 0;
    for (const text of generatedTexts(count)) {
      if (!except.includes(index)) hash.update(line(text));
      index += 1;
    }
    expect(count).toBe(100_000);
    expect(except.length).toBeLessThan(5);
    expect(hash.digest("hex")).toBe(sha256);
  });

  test.skipIf(!hasDataTexts)(
    "gives the same ids and offsets for every text of ../shared/data (skipped without it)",
    () => {
      const found: Record<string, { tokens: number; sha256: string }> = {};
      for (const { path, text } of dataTexts()) {
        if (reference.files[path] === undefined) continue;
        const hash = createHash("sha256");
        let tokens = 0;
        for (const part of text.split("\n")) {
          tokens += wordPiece().count(part);
          hash.update(line(part));
        }
        found[path] = { tokens, sha256: hash.digest("hex") };
      }
      expect(found).toEqual(reference.files);
    },
  );
});

describe("wordPiece against the JavaScript library", () => {
  const vocabulary = readFileSync(new URL("../data/bert-base-uncased-vocab.txt", import.meta.url), "utf8")
    .trimEnd()
    .split("\n");
  const tokenizer = new Tokenizer(
    {
      version: "1.0",
      added_tokens: [],
      normalizer: {
        type: "BertNormalizer",
        clean_text: true,
        handle_chinese_chars: true,
        strip_accents: null,
        lowercase: true,
      },
      pre_tokenizer: { type: "BertPreTokenizer" },
      post_processor: null,
      decoder: null,
      model: {
        type: "WordPiece",
        unk_token: "[UNK]",
        continuing_subword_prefix: "##",
        max_input_chars_per_word: 100,
        vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
      },
    },
    {},
  );
  const ids = (text: string): readonly number[] => tokenizer.encode(text, { add_special_tokens: false }).ids;

  test("gives the same ids where that library follows BERT", () => {
    // It leaves ideographs past U+FFFF together, lower-cases a last sigma by its place in the word, and has the classes
    // of the Unicode of the day.
    const differs = /[\u{20000}-\u{3ffff}]|Σ|[\u08ca-\u08e2]/u;
    let same = 0;
    let different = 0;
    for (const text of generatedTexts(5000)) {
      if (differs.test(text)) continue;
      if (ids(text).join() === [...wordPiece().ids(text)].join()) same += 1;
      else different += 1;
    }
    expect(same).toBeGreaterThan(2000);
    expect(different / (same + different)).toBeLessThan(0.005);
  });

  test.skipIf(!hasDataTexts)("gives the same ids for every 20th line of ../shared/data (skipped without it)", () => {
    let lines = 0;
    for (const { text } of dataTexts()) {
      for (const part of text.split("\n").filter((_, index) => index % 20 === 0)) {
        if (/Σ/u.test(part)) continue;
        lines += 1;
        expect([...wordPiece().ids(part)]).toEqual(ids(part));
      }
    }
    expect(lines).toBeGreaterThan(1000);
  });
});
