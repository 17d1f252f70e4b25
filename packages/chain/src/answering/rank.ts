import type { AnswerPart } from "@ragstone/core";
import { boundedHistory } from "../conversation/bounded-history.js";
import { fitPassages } from "../evidence/fit-passages.js";
import { readTexts } from "../evidence/read-texts.js";
import { asksForWhole } from "../tables/asks-for-whole.js";
import type { AnswerDraft } from "../draft/answer-draft.js";
import { passageRoom } from "../draft/passage-room.js";

/** Takes the best passages that the generator has room for and reads their documents. Refuses where there are none. */
export async function* rank(draft: AnswerDraft): AsyncGenerator<AnswerPart> {
  const { options } = draft;
  draft.recentTurns = boundedHistory(options.history, options.generator);
  draft.room = passageRoom({ ...options, recentTurns: draft.recentTurns });
  const { tokens } = draft.budget;
  const isBudgeted = tokens < draft.room.budgetTokens;
  const fitted = fitPassages({
    hits: draft.hits,
    ...draft.room,
    budgetTokens: Math.min(tokens, draft.room.budgetTokens),
  });
  // Passages past the budget are not wanted; nothing is missing.
  draft.fitted = isBudgeted ? { ...fitted, leftOut: [] } : fitted;
  if (draft.fitted.passages.length === 0 && !asksForWhole(draft.standaloneQuestion)) {
    yield draft.refuse("no-evidence");
    return;
  }
  draft.texts = await readTexts(draft.fitted.hits, options.evidence);
}
