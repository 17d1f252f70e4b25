import type { Generator } from "@ragstone/core";
import { listedQuestions } from "./listed-questions.js";

/** Queries of a further search at most. */
const maxQueries = 3;
/** Words that a query without a model is made of at most. */
const maxWords = 8;

const system = [
  "A search for the answer to a question found nothing about some of its words.",
  `Write at most ${maxQueries} short search queries that could find what is missing, one a line, nothing else. Use other words where the first search may have failed for want of them, and keep the names.`,
].join("\n");

/** Queries for the parts that a search left open: a model's, or without one the open words themselves. */
export async function furtherQueries({
  question,
  open,
  generator,
  signal,
}: {
  readonly question: string;
  readonly open: readonly string[];
  readonly generator: Pick<Generator, "complete">;
  readonly signal?: AbortSignal | undefined;
}): Promise<readonly string[]> {
  const words = open.slice(0, maxWords).join(" ");
  if (generator.complete === undefined) return [words];
  const reply = await generator.complete(
    { system, user: `Question: ${question}\nNothing was found about: ${words}` },
    { maxTokens: 150, signal },
  );
  const queries = listedQuestions(reply, { question, max: maxQueries });
  return queries.length > 0 ? queries : [words];
}
