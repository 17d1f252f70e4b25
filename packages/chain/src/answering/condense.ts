import type { AnswerPart } from "@ragstone/core";
import type { AnswerDraft } from "../draft/answer-draft.js";

/** Makes the question understandable without the conversation. */
// oxlint-disable-next-line require-yield -- nothing is shown yet
export async function* condense(draft: AnswerDraft): AsyncGenerator<AnswerPart> {
  const { question, history, signal } = draft.options;
  if (history.length === 0) return;
  // Few questions need it: a first answer should not wait for it to load.
  const { condenseQuestion } = await import("../conversation/condense-question.js");
  draft.standaloneQuestion = await condenseQuestion({ question, history, generator: draft.assistant, signal });
}
