import type { Tokenizer, Turn } from "@ragstone/core";
import type { FitPassagesOptions } from "../evidence/fit-passages.js";
import { instructionTokens, sourceOverheadTokens } from "../prompt/prompt-tokens.js";
import { furtherInstructionTokens } from "../prompt/with-instructions.js";

/** Inputs of fitting besides the passages. */
export type PassageRoom = Omit<FitPassagesOptions, "hits">;

/** Tokens reserved for the answer without a limit. */
const answerTokens = 1024;

/** The part of the generator's context that passages may take: all but the answer, the prompt and earlier turns. */
export function passageRoom({
  generator,
  question,
  recentTurns,
  maxTokens,
  system,
}: {
  readonly generator: { readonly contextTokens: number; readonly tokenizer: Pick<Tokenizer, "count"> };
  readonly question: string;
  /** The turns that the generator is given. */
  readonly recentTurns: readonly Turn[];
  readonly maxTokens?: number;
  /** Further instructions. */
  readonly system?: string;
}): PassageRoom {
  const { contextTokens, tokenizer } = generator;
  const countTokens = (text: string): number => (contextTokens === Infinity ? 0 : tokenizer.count(text));
  const reserved = maxTokens ?? Math.min(answerTokens, Math.floor(contextTokens / 4));
  const turns = recentTurns.reduce((sum, turn) => sum + countTokens(turn.text) + 8, 0);
  const further = system === undefined ? 0 : countTokens(system) + furtherInstructionTokens;
  return {
    tokenizer,
    budgetTokens: contextTokens - reserved - instructionTokens - further - countTokens(question) - turns,
    overheadTokens: sourceOverheadTokens,
  };
}
