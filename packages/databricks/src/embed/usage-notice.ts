import type { OnEvent } from "@ragstone/core";
import type { PreparedText } from "./prepared-text.js";

/** Compares the tokens that a service reports with the embedder's own count. */
export type CheckUsage = (
  texts: readonly PreparedText[],
  promptTokens: number | null,
  onEvent: OnEvent | undefined,
) => void;

/**
 * Raises one notice when a service reports fewer prompt tokens than its texts have by the model's own tokenizer, special
 * tokens left out. It changes nothing: services count in their own ways, so a low count is no proof that texts were cut.
 */
export function usageNotice(endpoint: string, specialTokens: number): CheckUsage {
  let raised = false;
  return (texts, promptTokens, onEvent) => {
    if (raised || promptTokens === null) return;
    const counted = texts.reduce((sum, text) => sum + text.tokens - specialTokens, 0);
    if (promptTokens >= counted) return;
    raised = true;
    onEvent?.({
      type: "notice-raised",
      code: "usage-differs",
      message:
        `${endpoint} reports ${promptTokens} tokens for texts that have ${counted} by the model's tokenizer. ` +
        "It counts in another way, or reads only the start of long texts; nothing was changed.",
    });
  };
}
