import { correctQuery, type AnswerPart, type Correction } from "@ragstone/core";
import { termWeights } from "../evidence/term-weights.js";
import type { AnswerDraft } from "../draft/answer-draft.js";

/** Searches for passages, once or several times, while computing the weights of the question's words. */
// oxlint-disable-next-line require-yield -- nothing is shown yet
export async function* gather(draft: AnswerDraft): AsyncGenerator<AnswerPart> {
  const { options, standaloneQuestion, notes } = draft;
  const { evidence, k, rounds, decompose, signal } = options;
  const { query: question, corrected } = await correctQuery(standaloneQuestion, evidence);
  for (const { from, to } of corrected ?? [])
    notes.push({
      kind: "corrected",
      message: `No document contains "${from}"; passages were searched for with "${to}".`,
      citations: [],
    });
  // A name is not replaced for the generator: the documents may be about somebody else of a similar name.
  draft.standaloneQuestion = replaced(
    standaloneQuestion,
    (corrected ?? []).filter(({ from }) => /^\p{Ll}/u.test(from)),
  );
  const weighing = termWeights(draft.standaloneQuestion, evidence);
  const gathering =
    rounds === 1 && !decompose
      ? evidence.search(question, { k, signal })
      : import("../retrieval/gather-hits.js").then(({ gatherHits }) =>
          gatherHits({ ...options, question, weighing, generator: draft.assistant }),
        );
  [draft.hits, draft.weights] = await Promise.all([gathering, weighing]);
}

function replaced(question: string, corrections: readonly Correction[]): string {
  const meant = new Map(corrections.map(({ from, to }) => [from, to]));
  return question.replaceAll(/\p{L}+/gu, (word) => meant.get(word) ?? word);
}
