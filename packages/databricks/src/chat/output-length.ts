import type { ChatPart } from "./chat-part.js";

/**
 * Characters per token that no answer exceeds on the whole: text has 3 to 5, and runs of blanks or dashes are few. A
 * judgement.
 */
const charactersPerToken = 16;
/** For answers of a few tokens. */
const slackCharacters = 4096;

/** Counts a model's output against the requested tokens. */
export interface OutputLength {
  /** Counts a part; whether the answer is too long with it. */
  exceededBy(part: ChatPart): boolean;
  readonly reason: string;
}

export function outputLength(maxTokens: number): OutputLength {
  const limit = maxTokens * charactersPerToken + slackCharacters;
  let characters = 0;
  return {
    exceededBy(part) {
      if (part.type === "text" || part.type === "reasoning") characters += part.text.length;
      else if (part.type === "tool-call") characters += part.arguments.length;
      return characters > limit;
    },
    reason: `it is longer than ${limit} characters, far beyond the ${maxTokens} tokens asked for`,
  };
}
