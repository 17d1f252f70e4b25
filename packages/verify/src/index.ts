export {
  verifyAnswer,
  type AnswerSource,
  type VerifiedAnswer,
  type VerifyAnswerOptions,
} from "./answer/verify-answer.js";
