import type { SearchFilter } from "@ragstone/core";
import { defaultBudget } from "../../budget/token-budget.js";
import { fitResult } from "../../budget/fit-result.js";
import { sharedArguments, toolArguments } from "../../schemas/arguments.js";
import { searchResult } from "../../schemas/results.js";
import type { ServerState } from "../server-state.js";
import type { Tool } from "../tool.js";
import { findHits } from "./find-hits.js";
import { renderHits } from "./render-hits.js";
import * as z from "zod";

const description = `Finds passages in the indexed documents by meaning and by words; use it before answering anything that the documents may say. Returns the best passages in full with path, range, headings, pages and an id. Follow up with read (by id) for more around a passage. A result has at most \`budget\` tokens (default ${defaultBudget}) and says what it left out.`;

const inputSchema = toolArguments({
  query: sharedArguments.query.describe("A question or key words, in the language of the documents"),
  k: z.int().min(1).max(50).optional().describe("Most passages to return (default 10)"),
  filter: sharedArguments.filter,
  collection: sharedArguments.collection,
  budget: sharedArguments.budget,
});

/** `search`: the structured content is the JSON of `ragstone search`. */
export function searchTool({ library, waitMs }: ServerState): Tool<typeof inputSchema> {
  return {
    name: "search",
    title: "Search documents",
    description,
    inputSchema,
    outputSchema: searchResult,
    async run({ query, k, filter, collection, budget }, call) {
      const started = performance.now();
      const collections = library.select(collection);
      const narrower = filter as SearchFilter | undefined;
      const found = await findHits(collections, { query, k, filter: narrower, waitMs, call });
      const outcome = {
        ...found,
        query,
        elapsedMs: Math.round((performance.now() - started) * 10) / 10,
        collection: collections.length === 1 ? collections[0]!.name : null,
      };
      const characters = found.hits.reduce((sum, { text }) => sum + text.length, 0);
      return fitResult({ budget, characters, build: (most) => renderHits(outcome, most) });
    },
  };
}
