import { wordPiece } from "@ragstone/tokenizers";
import { describe, expect, it } from "vitest";
import { fittingPieces } from "./fitting-pieces.js";

const embedder = { tokenizer: wordPiece(), windowTokens: 12 };

describe("the pieces of a text for a window", () => {
  it("are the text itself where it fits", () => {
    expect(fittingPieces("keys are rotated", embedder)).toEqual(["keys are rotated"]);
  });

  it.each(["key ".repeat(100), "é".repeat(400), "x"])("fit, and together are the text: %j", (text) => {
    const pieces = fittingPieces(text, embedder);
    expect(pieces.join("")).toBe(text);
    expect(pieces.filter((piece) => embedder.tokenizer.count(piece) > 10)).toEqual([]);
  });
});
