import { describeChunker } from "@ragstone/testkit";
import { estimateTokenizer, wordPiece } from "@ragstone/tokenizers";
import { createChunker } from "./create-chunker.js";
import { bgePreset, gtePreset, staticPreset } from "./presets.js";

for (const [name, preset] of Object.entries({ gtePreset, bgePreset, staticPreset })) {
  describeChunker(name, {
    chunker: createChunker(preset),
    tokenizer: preset.tokenizer,
    windowTokens: preset.windowTokens,
  });
}
describeChunker("the window filled", {
  chunker: createChunker({ ...bgePreset, targetTokens: "window" }),
  tokenizer: bgePreset.tokenizer,
  windowTokens: 512,
});
describeChunker("a small window with an instruction", {
  chunker: createChunker({ tokenizer: wordPiece(), windowTokens: 40, reservedTokens: 9 }),
  tokenizer: wordPiece(),
  windowTokens: 40,
  reservedTokens: 9,
});
describeChunker("an estimate", {
  chunker: createChunker({ tokenizer: estimateTokenizer("llama"), windowTokens: 256 }),
  tokenizer: estimateTokenizer("llama"),
  windowTokens: 256,
});
