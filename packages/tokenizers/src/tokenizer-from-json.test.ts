import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tokenizerFromJson } from "./tokenizer-from-json.js";
import { wordPiece } from "./word-piece.js";

let dir: string;
const file = async (name: string, content: unknown): Promise<string> => {
  const path = join(dir, name);
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "ragstone-tokenizer-"));
});
afterAll(async () => {
  await rm(dir, { recursive: true });
});

const base = {
  version: "1.0",
  truncation: null,
  padding: null,
  added_tokens: [],
  normalizer: null,
  post_processor: null,
  decoder: null,
};

const byteLevel = {
  ...base,
  pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, trim_offsets: false, use_regex: true },
  model: {
    type: "BPE",
    vocab: Object.fromEntries(
      ["a", "b", "c", "Ġ", "Ã", "©", "ab", "Ġab", "Ã©", "d", "ð", "Ł", "ĺ", "Ģ", "Ċ"].map((token, id) => [token, id]),
    ),
    merges: ["a b", "Ġ ab", "Ã ©"],
  },
};

const unigram = {
  ...base,
  pre_tokenizer: { type: "Metaspace", replacement: "▁", prepend_scheme: "always", split: true },
  model: {
    type: "Unigram",
    unk_id: 0,
    vocab: [
      ["<unk>", 0],
      ["▁", -3],
      ["▁low", -2],
      ["er", -2],
      ["est", -2],
      ["l", -6],
      ["o", -6],
      ["w", -6],
      ["e", -6],
      ["r", -6],
    ],
  },
};

describe("tokenizerFromJson", () => {
  test("reads BERT's WordPiece as our own tokenizer counts it", async () => {
    const vocabulary = (await readFile(new URL("../data/bert-base-uncased-vocab.txt", import.meta.url), "utf8"))
      .trimEnd()
      .split("\n");
    const tokenizer = await tokenizerFromJson(
      await file("bert.json", {
        ...base,
        normalizer: {
          type: "BertNormalizer",
          clean_text: true,
          handle_chinese_chars: true,
          strip_accents: null,
          lowercase: true,
        },
        pre_tokenizer: { type: "BertPreTokenizer" },
        post_processor: { type: "BertProcessing", sep: ["[SEP]", 102], cls: ["[CLS]", 101] },
        model: {
          type: "WordPiece",
          unk_token: "[UNK]",
          continuing_subword_prefix: "##",
          max_input_chars_per_word: 100,
          vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
        },
      }),
    );
    const text = "  Unaffable É-株, naïve tokenizers \u{1f600}\u{1f600} don't\tquit.";
    expect(tokenizer.specialTokens).toBe(2);
    expect(tokenizer.encode(text)).toEqual(wordPiece().encode(text));
    expect(tokenizer.count(text, 2, 11)).toBe(wordPiece().count("Unaffable"));
    expect(tokenizer.count("")).toBe(0);
  });

  test("finds the offsets of byte-level BPE, inside characters too", async () => {
    const tokenizer = await tokenizerFromJson(await file("bytes.json", byteLevel));
    expect(tokenizer.encode("ab ab\u00e9\n\u{1f600}d").offsets).toEqual([
      { start: 0, end: 2 },
      { start: 2, end: 5 },
      { start: 5, end: 6 },
      { start: 6, end: 7 },
      ...Array.from({ length: 4 }, () => ({ start: 7, end: 9 })),
      { start: 9, end: 10 },
    ]);
  });

  test("finds the offsets of Unigram pieces", async () => {
    const tokenizer = await tokenizerFromJson(await file("unigram.json", unigram));
    expect(tokenizer.encode("lower lowest")).toEqual({
      ids: [2, 3, 2, 4],
      offsets: [
        { start: 0, end: 3 },
        { start: 3, end: 5 },
        { start: 6, end: 9 },
        { start: 9, end: 12 },
      ],
    });
  });

  test("names the file that is missing or no tokenizer", async () => {
    await expect(tokenizerFromJson(join(dir, "absent.json"))).rejects.toMatchObject({
      code: "tokenizer-unreadable",
      data: { path: join(dir, "absent.json") },
    });
    await expect(tokenizerFromJson(await file("bad.json", "{"))).rejects.toMatchObject({
      code: "tokenizer-unreadable",
    });
  });
});
