import { describe, expect, it } from "vitest";
import { inputTemplate } from "./input-template.js";

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
