import { isRagstoneError, type Answer, type SearchFilter } from "@ragstone/core";
import { shownAsAnswer } from "../../app/register-app.js";
import { fitResult } from "../../budget/fit-result.js";
import { defaultBudget } from "../../budget/token-budget.js";
import type { OpenCollection } from "../../collections/open-collection.js";
import { sharedArguments, toolArguments } from "../../schemas/arguments.js";
import { askResult } from "../../schemas/results.js";
import { freshnessNotices } from "../../text/freshness-notices.js";
import { findHits } from "../search/find-hits.js";
import type { ServerState } from "../server-state.js";
import type { Tool, ToolCall } from "../tool.js";
import { renderAnswer } from "./render-answer.js";

const description = `Answers a question from the indexed documents, every claim with the exact span that supports it, or refuses. Use it for one fact with its evidence; use search and read to reason over passages yourself. \`refused\` means that the documents do not answer safely, and comes with the closest passages. A result has at most \`budget\` tokens (default ${defaultBudget}).`;

const inputSchema = toolArguments({
  question: sharedArguments.query.describe("A question in full"),
  filter: sharedArguments.filter,
  collection: sharedArguments.collection,
  budget: sharedArguments.budget,
});

/** `ask`: the structured content is the JSON of `ragstone ask`. */
export function askTool(state: ServerState): Tool<typeof inputSchema> {
  const { library, waitMs } = state;
  return {
    name: "ask",
    title: "Ask the documents",
    description,
    inputSchema,
    outputSchema: askResult,
    meta: shownAsAnswer,
    annotations: { idempotentHint: state.options.remote !== true },
    async run({ question, filter: given, collection: name, budget }, call) {
      const filter = given as SearchFilter | undefined;
      const collections = library.select(name);
      const collection =
        collections.length === 1
          ? collections[0]!
          : await bestOf(collections, { query: question, k: 1, filter, waitMs, call });
      const freshness = await collection.ready({ waitMs, ...call });
      const answer = await ask(collection, question, filter, call);
      const notices = freshnessNotices(freshness, null);
      const outcome = { answer, collection: collection.name, several: library.collections.length > 1, notices };
      const characters = answer.sources.reduce((sum, { text }) => sum + text.length, 0);
      return fitResult({ budget, characters, build: (most) => renderAnswer(outcome, most) });
    },
  };
}

async function ask(
  collection: OpenCollection,
  question: string,
  filter: SearchFilter | undefined,
  { signal }: ToolCall,
): Promise<Answer> {
  const [view, { ask: defaults = {} }] = await Promise.all([collection.view(), collection.open()]);
  return view.ask(question, { ...defaults, filter, signal });
}

/** The collection with the best passage for the question; the first if none has any. */
async function bestOf(
  collections: readonly OpenCollection[],
  request: Parameters<typeof findHits>[1],
): Promise<OpenCollection> {
  const { hits } = await findHits(collections, request).catch((error: unknown) => {
    if (isRagstoneError(error) && error.code === "index-missing") return { hits: [] };
    throw error;
  });
  return collections.find(({ name }) => name === hits[0]?.collection) ?? collections[0]!;
}
