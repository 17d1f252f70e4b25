import type { Claim, Generator, GenerationRequest } from "@ragstone/core";
import { buildPrompt } from "../prompt/build-prompt.js";

/**
 * Asks the model once more, with the failing claims only: each is to be corrected from the sources, with its citation,
 * or left out. Returns the raw text, to be checked like any other; empty if the generator cannot complete prompts.
 */
export async function repairAnswer(
  failing: readonly Claim[],
  request: GenerationRequest,
  generator: Pick<Generator, "complete">,
): Promise<string> {
  if (generator.complete === undefined || failing.length === 0) return "";
  const { system, user } = buildPrompt(request);
  const list = failing.map(
    (claim) => `- ${claim.text.replaceAll(/\s?\[(?:\d+|\?)\]/gu, "")} (${claim.problems.join(", ")})`,
  );
  const repaired = await generator.complete(
    {
      system,
      user: `${user}\n\nThese statements of an earlier answer failed the check of their citations:\n${list.join("\n")}\n\nWrite each again as the sources say it, with its citation. Leave out what they do not say. Write nothing else.`,
    },
    {
      maxTokens: request.maxTokens,
      signal: request.signal,
    },
  );
  return repaired.trim();
}
