import type { Generator } from "@ragstone/core";
import { listedQuestions } from "./listed-questions.js";

/** Parts of a question at most: each costs a search. */
const maxParts = 4;

const system = [
  `Take a question apart that asks for several things, into at most ${maxParts} questions that each ask for one thing and can be understood alone.`,
  "Write out names in place of words that refer back. Keep the language. Do not answer. One question a line, " +
    "nothing else.",
  "If the question asks for one thing, write it as it is.",
].join("\n");

/**
 * The questions that a compound question is made of, by one call to a model: at most four, none where it asks for one
 * thing or where the reply is no list of questions.
 */
export async function decomposeQuestion(
  question: string,
  generator: Pick<Generator, "complete">,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const reply =
    (await generator.complete?.({ system, user: `Question: ${question}` }, { maxTokens: 300, signal })) ?? "";
  const parts = listedQuestions(reply, { question, max: maxParts });
  return parts.length > 1 ? parts : [];
}
