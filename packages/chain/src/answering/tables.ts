import { runSteps, type AnswerPart } from "@ragstone/core";
import { staleNotes } from "../notes/stale-notes.js";
import { computeFromTable } from "../tables/compute-from-table.js";
import { computedAnswer } from "../tables/computed-answer.js";
import type { AnswerDraft } from "../draft/answer-draft.js";

/** Answers from whole tables, exactly, where the question asks for a value that can be computed. */
export async function* tables(draft: AnswerDraft): AsyncGenerator<AnswerPart> {
  const { generator, evidence, signal } = draft.options;
  const computing = computeFromTable(draft.standaloneQuestion, draft.documents, {
    lookUp: generator.kind === "extractive",
  });
  const computed = await runSteps(computing, signal);
  if (computed === null) return;
  const answer = computedAnswer(computed);
  yield { type: "text", text: answer.text };
  for (const citation of answer.citations) yield { type: "citation", citation };
  draft.notes.push(...(await staleNotes(answer.citations, evidence)));
  yield draft.answer(answer);
}
