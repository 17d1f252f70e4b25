import type { GenerationPart, Hit } from "@ragstone/core";
import type { AnswerDraft } from "../draft/answer-draft.js";
import { fitPassages } from "../evidence/fit-passages.js";
import { readTexts } from "../evidence/read-texts.js";
import { claimOf } from "../extractive/claim-of.js";
import { firstSteps, secondStep, type FirstStep } from "../extractive/two-steps.js";
import { prepare } from "./fit.js";

/** Of an answer that every word of the question supports, in two places. */
const confidence = 0.7;

/**
 * Answers a question that no single excerpt answers, when one of them names what the rest of it is about: searches once
 * more with that name and the open words, and cites both places. Leaves the draft as it was and returns `null` where that
 * finds nothing.
 */
export async function answerInTwoSteps(draft: AnswerDraft): Promise<readonly GenerationPart[] | null> {
  const { fitted, texts, request, checks } = draft;
  for (const step of firstSteps(request)) {
    const parts = await secondSearch(draft, step);
    if (parts !== null) return parts;
    Object.assign(draft, { fitted, texts, request, checks });
  }
  return null;
}

async function secondSearch(draft: AnswerDraft, step: FirstStep): Promise<readonly GenerationPart[] | null> {
  const { evidence, k, signal } = draft.options;
  const first = hitOf(draft, step);
  if (first === undefined) return null;
  const hits = await evidence.search(step.query, { k, signal });
  const others = hits.filter((hit) => hit.id !== first.id);
  draft.fitted = fitPassages({ hits: [first, ...others], ...draft.room });
  draft.texts = await readTexts(draft.fitted.hits, evidence);
  await prepare(draft);
  const second = secondStep(draft.request, step);
  const passage = draft.request.passages.find(({ path, start }) => path === first.path && start === first.start);
  if (second === null || passage === undefined) return null;
  return [claimOf({ ...step.excerpt, passage }), claimOf(second), { type: "finish", reason: "stop", confidence }];
}

function hitOf({ fitted }: AnswerDraft, { excerpt: { passage } }: FirstStep): Hit | undefined {
  return fitted.hits.find(({ path, start }) => path === passage.path && start === passage.start);
}
