import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { packVocabulary } from "./word-piece/pack-vocabulary.js";
import { wordPiece } from "./word-piece.js";

const reference = new URL("../../../../shared/models/static-en-v1/reference.jsonl", import.meta.url);

describe("wordPiece", () => {
  test("ships the vocabulary of BERT unchanged", () => {
    const bytes = readFileSync(new URL("../data/bert-base-uncased-vocab.txt", import.meta.url));
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(
      "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
    );
  });

  test("opens a packed vocabulary that is the file's", () => {
    const packed = packVocabulary(
      readFileSync(new URL("../data/bert-base-uncased-vocab.txt", import.meta.url), "utf8"),
    );
    expect(Buffer.compare(packed, readFileSync(new URL("../data/bert-base-uncased-vocab.bin", import.meta.url)))).toBe(
      0,
    );
  });

  test.skipIf(!existsSync(reference))(
    "gives the ids of the static table's reference texts (skipped without ../shared/models)",
    () => {
      const lines = readFileSync(reference, "utf8").trim().split("\n");
      expect(lines).toHaveLength(60);
      for (const line of lines) {
        const { text, ids } = JSON.parse(line) as { readonly text: string; readonly ids: number[] };
        expect([...wordPiece().ids(text)]).toEqual(ids);
        expect(wordPiece().encode(text).ids).toEqual(ids);
        expect(wordPiece().count(text)).toBe(ids.length);
      }
    },
  );

  test("cuts words into the longest pieces and says where each came from", () => {
    expect(wordPiece().encode("Unaffable É-株.")).toEqual({
      ids: [14477, 20961, 3468, 1041, 1011, 100, 1012],
      offsets: [
        { start: 0, end: 3 },
        { start: 3, end: 6 },
        { start: 6, end: 9 },
        { start: 10, end: 11 },
        { start: 11, end: 12 },
        { start: 12, end: 13 },
        { start: 13, end: 14 },
      ],
    });
  });

  test("a word of 100 characters is cut, one of 101 is unknown, and so is one with a character that no piece has", () => {
    expect(wordPiece().count("a".repeat(100))).toBeGreaterThan(1);
    expect(wordPiece().encode("a".repeat(101)).ids).toEqual([100]);
    expect(wordPiece().encode("a".repeat(5_000_000)).offsets).toEqual([{ start: 0, end: 5_000_000 }]);
    expect(wordPiece().encode("snow\u{1f9ca}man").ids).toEqual([100]);
  });

  test("treats special tokens in the text as ordinary text", () => {
    expect(wordPiece().encode("[CLS]").ids).not.toContain(101);
  });

  test("counts a range as it counts the slice", () => {
    const text = "The quick, brown fox jumped over 株式会社 unaffably. \u{1f600}";
    for (let start = 0; start <= text.length; start += 1) {
      for (let end = start; end <= text.length; end += 1) {
        expect(wordPiece().count(text, start, end)).toBe(wordPiece().count(text.slice(start, end)));
      }
    }
  });

  test("refuses a number of special tokens that no model has", () => {
    expect(() => wordPiece({ specialTokens: -1 })).toThrow(/specialTokens is -1/);
    expect(wordPiece({ specialTokens: 0 }).specialTokens).toBe(0);
    expect(wordPiece()).toBe(wordPiece());
  });
});
