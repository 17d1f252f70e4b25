import { describeTokenizer } from "@ragstone/testkit";
import { estimateTokenizer } from "./estimate-tokenizer.js";
import { wordPiece } from "./word-piece.js";

describeTokenizer("wordPiece", { create: () => wordPiece() });
describeTokenizer("estimateTokenizer", { create: () => estimateTokenizer("llama-4-maverick") });
