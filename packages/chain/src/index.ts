export { fitPassages, type FitPassagesOptions, type FittedPassages } from "./evidence/fit-passages.js";
export {
  extractiveGenerator,
  type ExtractiveEvidence,
  type ExtractiveOptions,
  type WeighedExcerpt,
} from "./extractive/extractive-generator.js";
export { buildPrompt, type AnswerPrompt } from "./prompt/build-prompt.js";
export { streamAnswer } from "./answering/stream-answer.js";
export type { StreamAnswerOptions } from "./draft/stream-answer-options.js";
export { renderAnswerHtml } from "./html/render-answer-html.js";
export { readSavedAnswer, type SavedAnswer } from "./saved/read-saved-answer.js";
export {
  verifySavedAnswer,
  type CheckedCitation,
  type ChangedSentence,
  type CitationState,
  type VerifySavedAnswerOptions,
} from "./saved/verify-saved-answer.js";
export { verifyText, type VerifiedText, type VerifyTextOptions } from "./checking/verify-text.js";
