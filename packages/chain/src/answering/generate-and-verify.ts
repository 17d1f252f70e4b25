import type { AnswerPart } from "@ragstone/core";
import { AnswerAssembler } from "@ragstone/verify/internal";
import { textLanguage } from "../languages/text-language.js";
import { unmentionedTerms } from "../evidence/unmentioned-terms.js";
import { closestPassages } from "../evidence/closest-passages.js";
import type { AnswerDraft } from "../draft/answer-draft.js";
import { checkWritten } from "../draft/check-written.js";
import { writeAnswer } from "../draft/write-answer.js";

/**
 * Has the answer written and checks each claim as it comes. Refuses where the generator finds no answer.
 *
 * @throws {@link RemoteError} `empty` or `stream-cut` where a model ends without an answer
 */
export async function* generateAndVerify(draft: AnswerDraft): AsyncGenerator<AnswerPart> {
  const { generator, policy, signal } = draft.options;
  const assembler = new AnswerAssembler({ ...draft.checks, policy });
  draft.written = yield* writeAnswer({
    parts: generator.generate(draft.request),
    assembler,
    held: draft.isHeld,
    onUsage: (used) => draft.meter.add(used, generator.usdPerMillionTokens),
    signal,
  });
  draft.assembled = assembler.result();
  const { noEvidence } = draft.written;
  if (noEvidence === null) {
    checkWritten(draft.written, generator);
    return;
  }
  const { reason, missing, closest } = noEvidence;
  const { passages, language, stem } = draft.request;
  yield draft.refuse(
    reason,
    missing === undefined ? draft.weights.absent : unmentionedTerms(missing, passages, textLanguage(language, stem)),
    closest && closestPassages(closest, draft.checks.sources),
  );
}
