import type { CallToolResult } from "@modelcontextprotocol/server";
import { RagstoneError } from "@ragstone/core";
import { countTokens } from "./count-tokens.js";

export interface ResultToFit {
  /** Tokens that the whole result may have: content and structured content, as JSON. */
  readonly budget: number;
  /** Characters of documents in the largest result. */
  readonly characters: number;
  /** The result with at most this many characters of documents. States what it leaves out. */
  readonly build: (characters: number) => CallToolResult;
}

/** No text has more characters per token, apart from white space: more need not be tried. */
const maxCharactersPerToken = 12;

/** A difference that is not worth another attempt. */
const closeEnough = 40;

/**
 * The largest result that fits the budget.
 *
 * @throws {@link RagstoneError} `budget-too-small` if not even a result without text of documents fits
 */
export function fitResult({ budget, characters, build }: ResultToFit): CallToolResult {
  let low = 0;
  let high = Math.min(characters, budget * maxCharactersPerToken);
  let best = build(high);
  if (high === characters && fits(best, budget)) return best;
  best = build(0);
  if (!fits(best, budget)) throw tooSmall(budget, tokensOf(best));
  while (high - low > closeEnough) {
    const middle = Math.floor((low + high) / 2);
    const built = build(middle);
    if (fits(built, budget)) [low, best] = [middle, built];
    else high = middle;
  }
  return best;
}

function fits(result: CallToolResult, budget: number): boolean {
  return tokensOf(result) <= budget;
}

function tokensOf(result: CallToolResult): number {
  return countTokens(JSON.stringify(result));
}

function tooSmall(budget: number, needed: number): RagstoneError {
  return new RagstoneError("budget-too-small", `The result does not fit a budget of ${budget} tokens.`, {
    hint: `Set budget to at least ${needed + closeEnough}, or ask for less.`,
    data: { budget, needed },
  });
}
