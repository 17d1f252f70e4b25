import type { AnswerPart } from "@ragstone/core";
import { AnswerDraft } from "../draft/answer-draft.js";
import type { Stage } from "../draft/stage.js";
import { annotate } from "./annotate.js";
import { condense } from "./condense.js";
import { fit } from "./fit.js";
import { gather } from "./gather.js";
import { generateAndVerify } from "./generate-and-verify.js";
import { rank } from "./rank.js";
import { review } from "./review.js";
import { tables } from "./tables.js";
import type { StreamAnswerOptions } from "../draft/stream-answer-options.js";

/** The way from a question to its answer. Each stage reads what earlier ones left in the draft. */
const stages: readonly Stage[] = [condense, gather, rank, tables, fit, generateAndVerify, review, annotate];

/**
 * Answers a question from retrieved passages and checks the answer as it arrives. Parts stream as the policy allows:
 * `mark` at once, `drop` claim by claim, `strict` when all of it is verified. The last part is the whole answer; its
 * `text` is the streamed text. A refusal has no text.
 *
 * @throws {@link InvalidOptionError} if `k` is not a whole number of at least 1, `rounds` not 1, 2 or 3, the question is
 * blank, or the generator does not state its kind
 *
 * @example
 * ```ts
 * for await (const part of streamAnswer({ question, evidence, generator: extractiveGenerator() }))
 *   if (part.type === "answer") console.log(part.answer.text, part.answer.citations);
 * ```
 */
export async function* streamAnswer(options: StreamAnswerOptions): AsyncGenerator<AnswerPart> {
  const draft = new AnswerDraft(options);
  for (const stage of stages) {
    draft.options.signal?.throwIfAborted();
    for await (const part of stage(draft)) {
      yield part;
      if (part.type === "answer") return;
    }
  }
}
