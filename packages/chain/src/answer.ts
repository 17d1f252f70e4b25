/** The minimum that a question needs, for callers that must start quickly. */
export { extractiveGenerator } from "./extractive/extractive-generator.js";
export { streamAnswer } from "./answering/stream-answer.js";
