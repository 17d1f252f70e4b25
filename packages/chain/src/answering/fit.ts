import { randomBytes } from "node:crypto";
import { documentName, type AnswerPart, type GenerationRequest, type Passage } from "@ragstone/core";
import { knownNames } from "@ragstone/verify/internal";
import { citedSources } from "../evidence/cited-sources.js";
import { fitPassages } from "../evidence/fit-passages.js";
import { readTexts } from "../evidence/read-texts.js";
import { withBlocks } from "../evidence/with-blocks.js";
import { wordVectors } from "../extractive/word-vectors.js";
import { questionLanguage } from "../languages/question-language.js";
import { asksForWhole } from "../tables/asks-for-whole.js";
import type { AnswerDraft } from "../draft/answer-draft.js";

/**
 * Makes the request to the generator. A question about all of the documents is given all of them, and refused where
 * they do not fit or cannot be read.
 */
export async function* fit(draft: AnswerDraft): AsyncGenerator<AnswerPart> {
  if (asksForWhole(draft.standaloneQuestion) && !(await fitWholeScope(draft))) {
    yield draft.refuse("needs-whole-document", []);
    return;
  }
  const { leftOut } = draft.fitted;
  if (leftOut.length > 0)
    draft.options.onEvent?.({
      type: "notice-raised",
      code: "passages-left-out",
      message: `${leftOut.length} of ${draft.hits.length} passages did not fit the model's context and were left out.`,
    });
  await prepare(draft);
}

/** Makes the request and what the answer is checked against from the fitted passages. */
export async function prepare(draft: AnswerDraft): Promise<void> {
  const passages = draft.fitted.passages.map((passage) =>
    withBlocks(passage, draft.texts.get(documentName(passage)) ?? null),
  );
  const sources = citedSources(passages, draft.texts);
  draft.checks = {
    sources,
    attribute: true,
    knownNames: knownNames(sources),
    question: draft.standaloneQuestion,
  };
  draft.request = await requestOf(draft, passages);
}

/** Whether all documents fit. A model reads them all; an extractive generator chooses sentences and counts nothing. */
async function fitWholeScope(draft: AnswerDraft): Promise<boolean> {
  const { evidence, generator, signal } = draft.options;
  if (evidence.readAll === undefined || generator.kind === "extractive") return false;
  const { wholeScope } = await import("../evidence/whole-scope.js");
  const hits = await wholeScope({ passages: evidence.readAll(signal), ...draft.room, signal });
  if (hits === null || hits.length === 0) return false;
  draft.fitted = fitPassages({ hits, ...draft.room });
  draft.texts = await readTexts(draft.fitted.hits, evidence);
  return true;
}

async function requestOf(draft: AnswerDraft, passages: readonly Passage[]): Promise<GenerationRequest> {
  const { question, evidence, generator, maxTokens, temperature, system, thinkingTokens, signal } = draft.options;
  const isExtractive = generator.kind === "extractive";
  const language = questionLanguage(
    draft.standaloneQuestion,
    passages.map((passage) => draft.texts.get(documentName(passage))?.record.language ?? null),
  );
  // The vectors are of English words: those of other words are noise.
  const wordVector =
    isExtractive && language === null && evidence.wordVectors !== undefined
      ? await wordVectors([draft.standaloneQuestion, ...passages.map((passage) => passage.text)], (words) =>
          evidence.wordVectors!(words),
        )
      : undefined;
  return {
    // A model sees the conversation; an extractive generator needs the question that is understood without it.
    question: isExtractive ? draft.standaloneQuestion : question,
    history: draft.recentTurns,
    passages,
    termWeight: draft.weights.of,
    ...(language !== null && { language, stem: evidence.stemmerOf?.(language) }),
    nonce: randomBytes(9).toString("hex"),
    wordVector,
    maxTokens,
    temperature,
    system,
    thinkingTokens,
    signal,
  };
}
