import type { AnswerPart } from "@ragstone/core";
import type { AnswerDraft } from "./answer-draft.js";

/** One step of an answer: fills in the draft and yields what is shown meanwhile. The whole answer ends the pipeline. */
export type Stage = (draft: AnswerDraft) => AsyncIterable<AnswerPart>;
