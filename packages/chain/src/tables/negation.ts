import type { QuestionTokens } from "./question-tokens.js";

/** Words between a negation and the negated words. */
export const joining = new Set([
  "in",
  "from",
  "the",
  "a",
  "an",
  "of",
  "to",
  "by",
  "at",
  "for",
  "with",
  "on",
  "any",
  "its",
  "their",
]);
/** Words that negate a cell or a truth value. */
export const negating = new Set([
  "not",
  "except",
  "excluding",
  "isn't",
  "aren't",
  "wasn't",
  "weren't",
  "don't",
  "doesn't",
  "didn't",
  "haven't",
  "hasn't",
]);
/** Words for a blank column. */
export const lacking = new Set(["no", "without", "missing", "blank", "empty", "lacking", "lack", "lacks"]);

/** Whether a negation precedes the words at `at`; marks it as understood together with its connecting words. */
export function negate(tokens: QuestionTokens, at: number): boolean {
  let back = at - 1;
  while (back >= 0 && joining.has(tokens.words[back]?.folded ?? "")) back -= 1;
  if (back >= 1 && tokens.startsWith(["other", "than"], back - 1)) {
    tokens.use(back - 1, at);
    return true;
  }
  if (back < 0 || !negating.has(tokens.words[back]?.folded ?? "") || tokens.isUsed(back)) return false;
  tokens.use(back, at);
  return true;
}
