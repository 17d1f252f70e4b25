import type { AnswerPart, GenerationPart } from "@ragstone/core";
import { AnswerAssembler } from "@ragstone/verify/internal";
import { textLanguage } from "../languages/text-language.js";
import { unmentionedTerms } from "../evidence/unmentioned-terms.js";
import { closestPassages } from "../evidence/closest-passages.js";
import type { AnswerDraft } from "../draft/answer-draft.js";
import { questionParts } from "../extractive/question-parts.js";
import { checkWritten } from "../draft/check-written.js";
import { writeAnswer } from "../draft/write-answer.js";

/**
 * Has the answer written and checks each claim as it comes. An extractive generator answers a
 * compound question part by part; where it finds no answer, a second search may; otherwise the question is refused.
 *
 * @throws {@link RemoteError} `empty` or `stream-cut` where a model ends without an answer
 */
export async function* generateAndVerify(draft: AnswerDraft): AsyncGenerator<AnswerPart> {
  const { generator } = draft.options;
  const inParts = await partsOf(draft);
  if (inParts !== null) {
    yield* write(draft, streamOf(inParts));
    return;
  }
  yield* write(draft, generator.generate(draft.request));
  const { noEvidence } = draft.written;
  if (noEvidence === null) {
    checkWritten(draft.written, generator);
    return;
  }
  if (generator.kind === "extractive") {
    const { answerInTwoSteps } = await import("./answer-in-two-steps.js");
    const parts = await answerInTwoSteps(draft);
    if (parts !== null) {
      yield* write(draft, streamOf(parts));
      return;
    }
  }
  const { reason, missing, closest } = noEvidence;
  const { passages, language, stem } = draft.request;
  yield draft.refuse(
    reason,
    missing === undefined ? draft.weights.absent : unmentionedTerms(missing, passages, textLanguage(language, stem)),
    closest && closestPassages(closest, draft.checks.sources),
  );
}

/** The answer of a compound question by its parts, from a generator that answers such; `null` for any other question. */
async function partsOf(draft: AnswerDraft): Promise<readonly GenerationPart[] | null> {
  if (draft.options.generator.answersParts !== true || draft.request.language !== undefined) return null;
  const questions = questionParts(draft.standaloneQuestion);
  if (questions.length === 0) return null;
  const { answerInParts } = await import("./answer-in-parts.js");
  return answerInParts(draft, questions);
}

/** Shows and checks the parts of an answer. */
async function* write(draft: AnswerDraft, parts: AsyncIterable<GenerationPart>): AsyncGenerator<AnswerPart> {
  const { generator, policy, signal } = draft.options;
  const assembler = new AnswerAssembler({ ...draft.checks, policy });
  draft.written = yield* writeAnswer({
    parts,
    assembler,
    held: draft.isHeld,
    onUsage: (used) => draft.meter.add(used, generator.usdPerMillionTokens),
    signal,
  });
  draft.assembled = assembler.result();
}

// oxlint-disable-next-line typescript/require-await -- the seam is asynchronous
async function* streamOf(parts: readonly GenerationPart[]): AsyncGenerator<GenerationPart> {
  yield* parts;
}
