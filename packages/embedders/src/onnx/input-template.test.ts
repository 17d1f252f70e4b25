import { describe, expect, it } from "vitest";
import { inputTemplate, pairTemplate } from "./input-template.js";

describe("the ids around a text", () => {
  it("come from a template", () => {
    const single = [{ SpecialToken: { id: "[CLS]" } }, { Sequence: { id: "A" } }, { SpecialToken: { id: "[SEP]" } }];
    const special_tokens = { "[CLS]": { ids: [101] }, "[SEP]": { ids: [102] } };
    expect(inputTemplate({ type: "TemplateProcessing", single, special_tokens })).toEqual({
      before: [101],
      after: [102],
    });
  });

  it("come from BERT's and RoBERTa's own processors, also inside a sequence", () => {
    const roberta = { type: "RobertaProcessing", cls: ["<s>", 0], sep: ["</s>", 2] } as const;
    expect(inputTemplate(roberta)).toEqual({ before: [0], after: [2] });
    expect(inputTemplate({ type: "Sequence", processors: [{ type: "ByteLevel" }, roberta] })).toEqual({
      before: [0],
      after: [2],
    });
  });

  it("are none where nothing is said", () => {
    expect(inputTemplate(undefined)).toEqual({ before: [], after: [] });
    expect(inputTemplate(null)).toEqual({ before: [], after: [] });
    expect(inputTemplate({ type: "ByteLevel" })).toEqual({ before: [], after: [] });
  });
});

describe("the ids around the texts of a pair", () => {
  it("come from a template, with the token type of the second text", () => {
    const pair = [
      { SpecialToken: { id: "[CLS]" } },
      { Sequence: { id: "A", type_id: 0 } },
      { SpecialToken: { id: "[SEP]" } },
      { Sequence: { id: "B", type_id: 1 } },
      { SpecialToken: { id: "[SEP]" } },
    ];
    const special_tokens = { "[CLS]": { ids: [101] }, "[SEP]": { ids: [102] } };
    const processor = { type: "TemplateProcessing", single: [], pair, special_tokens } as const;
    expect(pairTemplate(processor)).toEqual({ before: [101], between: [102], after: [102], secondType: 1 });
    expect(pairTemplate({ ...processor, pair: pair.slice(0, 3) })).toBeNull();
  });

  it("come from BERT's and RoBERTa's own processors, also inside a sequence", () => {
    const names = { cls: ["<s>", 0], sep: ["</s>", 2] } as const;
    const roberta = { type: "RobertaProcessing", ...names } as const;
    const pairs = { before: [0], between: [2, 2], after: [2], secondType: 0 };
    expect(pairTemplate({ type: "Sequence", processors: [{ type: "ByteLevel" }, roberta] })).toEqual(pairs);
    expect(pairTemplate({ ...names, type: "BertProcessing" })).toEqual({ ...pairs, between: [2], secondType: 1 });
  });

  it("are unknown where nothing is said", () => {
    expect(pairTemplate(null)).toBeNull();
    expect(pairTemplate({ type: "ByteLevel" })).toBeNull();
  });
});
