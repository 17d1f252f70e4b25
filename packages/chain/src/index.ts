export { CitationParser, type ParsedPart, type RawCitation } from "./citations/citation-parser.js";
export { checkClaim, type ClaimToCheck } from "./claims/check-claim.js";
export { fitPassages, type FitPassagesOptions, type FittedPassages } from "./context/fit-passages.js";
export { extractiveGenerator, type ExtractiveOptions } from "./extractive/extractive-generator.js";
export { buildPrompt, type AnswerPrompt } from "./prompt/build-prompt.js";
export { findQuote, type FoundQuote } from "./quotes/find-quote.js";
export { SourceText } from "./quotes/source-text.js";
export type { WantedQuote } from "./quotes/wanted-quote.js";
export { streamAnswer } from "./stream-answer.js";
export type { StreamAnswerOptions } from "./stream-answer-options.js";
export {
  verifyAnswer,
  type AnswerSource,
  type VerifiedAnswer,
  type VerifyAnswerOptions,
} from "./verify/verify-answer.js";
export { renderAnswerHtml } from "./html/render-answer-html.js";
export { readSavedAnswer, type SavedAnswer } from "./saved/read-saved-answer.js";
export {
  verifySavedAnswer,
  type CheckedCitation,
  type CitationState,
  type VerifySavedAnswerOptions,
} from "./saved/verify-saved-answer.js";
export { splitUnits, type TextUnit } from "./text/split-units.js";
