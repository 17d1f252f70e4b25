import { documentName, runSteps, type AnswerPart } from "@ragstone/core";
import { cachedSimilarity } from "../extractive/word-similarity.js";
import { conflictNotes } from "../notes/conflict-notes.js";
import { partialNote } from "../notes/partial-note.js";
import { staleNotes } from "../notes/stale-notes.js";
import type { AnswerDraft } from "../draft/answer-draft.js";

/** Adds notes to the answer, with citations for their statements, and ends it. */
export async function* annotate(draft: AnswerDraft): AsyncGenerator<AnswerPart> {
  const { notes, result, texts } = draft;
  const { evidence, signal } = draft.options;
  noteGaps(draft);
  const partial = draft.options.generator.kind === "model" ? partialNote(result.text) : null;
  if (partial !== null) notes.push(partial);
  await noteLanguage(draft);
  notes.push(...(await staleNotes(result.citations, evidence)));
  const looking = conflictNotes({
    question: draft.standaloneQuestion,
    citations: result.citations,
    sources: draft.checks.sources,
    texts,
    similarity: cachedSimilarity(draft.request.wordVector),
  });
  const conflicts = await runSteps(looking, signal);
  notes.push(...conflicts.notes);
  for (const citation of conflicts.citations) yield { type: "citation", citation };
  const { text, claims } = result;
  yield draft.answer({ text, claims, citations: [...result.citations, ...conflicts.citations] });
}

/** Gaps of the answer and of its sources. */
function noteGaps({ notes, written, fitted }: AnswerDraft): void {
  const { reason } = written.end;
  if (reason === "length")
    notes.push({ kind: "truncated", message: "The answer was cut by the token limit.", citations: [] });
  if (reason === "content-filter")
    notes.push({
      kind: "filtered",
      message: "The service's content filter withheld the rest of the answer.",
      citations: [],
    });
  if (fitted.shortened !== null)
    notes.push({
      kind: "truncated",
      message: `Only the beginning of the passage of ${documentName(fitted.shortened)} fitted the model's context.`,
      citations: [],
    });
}

/** An extractive generator repeats its sources, so only a model's answer can be in another language. */
async function noteLanguage({ notes, result, documents, options }: AnswerDraft): Promise<void> {
  const { evidence, generator } = options;
  if (evidence.languageOf === undefined || generator.kind === "extractive") return;
  const { languageNote } = await import("../notes/language-note.js");
  notes.push(...(await languageNote(result.text, documents, (text) => evidence.languageOf!(text))));
}
