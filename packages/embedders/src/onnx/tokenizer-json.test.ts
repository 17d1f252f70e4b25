import { describe, expect, it } from "vitest";
import { existsSync, readFileSync } from "node:fs";
import { isBertUncased, type TokenizerJson } from "./tokenizer-json.js";

const file = new URL("../../../../../shared/models/minilm-l6-v2-onnx/tokenizer.json", import.meta.url);
const note = existsSync(file) ? "" : " (skipped: ../shared/models/minilm-l6-v2-onnx is not there)";

describe.skipIf(note !== "")(`the tokenizer of uncased BERT${note}`, () => {
  const minilm = (): TokenizerJson => JSON.parse(readFileSync(file, "utf8")) as TokenizerJson;

  it("is known by its vocabulary and normaliser", () => {
    expect(isBertUncased(minilm())).toBe(true);
    expect(isBertUncased({ ...minilm(), normalizer: { type: "BertNormalizer", lowercase: false } })).toBe(false);
    expect(isBertUncased({ ...minilm(), normalizer: null })).toBe(false);
  });

  it("does not match with one more word or another order", () => {
    const { model, ...rest } = minilm();
    const vocab = model!.vocab as Readonly<Record<string, number>>;
    expect(isBertUncased({ ...rest, model: { type: "WordPiece", vocab: { ...vocab, ragstone: 30522 } } })).toBe(false);
    expect(
      isBertUncased({
        ...rest,
        model: { type: "WordPiece", vocab: { ...vocab, the: vocab["of"]!, of: vocab["the"]! } },
      }),
    ).toBe(false);
    expect(isBertUncased({ ...rest, model: { type: "Unigram", vocab: [] } })).toBe(false);
  });
});
