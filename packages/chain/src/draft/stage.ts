import type { AnswerPart } from "@ragstone/core";
import type { AnswerDraft } from "./answer-draft.js";

/** One step of an answer: updates the draft and yields the parts to show. The whole answer ends the pipeline. */
export type Stage = (draft: AnswerDraft) => AsyncIterable<AnswerPart>;
