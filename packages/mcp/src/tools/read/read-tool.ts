import { InvalidOptionError } from "@ragstone/core";
import type { CallOptions, RagstoneView, ShownPassage, ShowOptions } from "@ragstone/engine";
import * as z from "zod";
import { defaultBudget } from "../../budget/token-budget.js";
import { fitResult } from "../../budget/fit-result.js";
import { sharedArguments, toolArguments } from "../../schemas/arguments.js";
import { readResult } from "../../schemas/results.js";
import { inCollection } from "../in-collection.js";
import type { ServerState } from "../server-state.js";
import type { Tool } from "../tool.js";
import { renderPassage } from "./render-passage.js";

const description = `Reads an indexed document: the passage with an id from search, or a path with a range, a page, or nothing for all of it. \`neighbours\` widens the passage by chunks before and after, \`section\` to its section. Returns the exact text with path, range, headings and pages. A result has at most \`budget\` tokens (default ${defaultBudget}); one that is cut says how to read on.`;

const offset = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

const inputSchema = toolArguments({
  id: z.string().min(1).max(200).optional().describe("The id of a passage, from search"),
  path: z.string().min(1).max(4096).optional().describe("The path of a document, as search writes it"),
  start: offset.optional().describe("With path: first character"),
  end: offset.optional().describe("With path: character after the last"),
  page: z.int().min(1).max(10_000_000).optional().describe("With path: a page, counted from 1"),
  neighbours: z.int().min(0).max(20).optional().describe("Chunks to add before and after (default 0)"),
  section: z.boolean().optional().describe("Widen to the innermost section"),
  collection: sharedArguments.collection,
  budget: sharedArguments.budget,
});

type Given = z.output<typeof inputSchema>;

/** `read`: the structured content is the JSON of `ragstone show`. */
export function readTool(state: ServerState): Tool<typeof inputSchema> {
  return {
    name: "read",
    title: "Read a document",
    description,
    inputSchema,
    outputSchema: readResult,
    async run(given, call) {
      const { signal } = call;
      const { found, collection, notices } = await inCollection(state, given.collection, call, (view) =>
        show(view, given, { signal }),
      );
      const several = state.library.collections.length > 1;
      const outcome = { passage: found, collection: collection.name, several, notices };
      const characters = found.before.length + found.text.length + found.after.length;
      return fitResult({ budget: given.budget, characters, build: (most) => renderPassage(outcome, most) });
    },
  };
}

async function show(view: RagstoneView, given: Given, { signal }: CallOptions): Promise<ShownPassage> {
  const { id, path, start, end, page, neighbours, section } = given;
  const options: ShowOptions = { neighbours, section, signal };
  if ((id === undefined) === (path === undefined))
    throw new InvalidOptionError("id", id, "either id or path", "Take one of the two from a result of search.");
  if ((id ?? page) !== undefined && (start ?? end) !== undefined)
    throw new InvalidOptionError("start", start, "no range next to id or page", "Take path, start and end.");
  if (id !== undefined && page !== undefined)
    throw new InvalidOptionError("page", page, "no page next to id", "Take path and page.");
  if (id !== undefined) return view.show(id, options);
  if (page !== undefined) return view.show(path!, { ...options, page });
  const length = (await view.showText(path!, { signal })).text.length;
  return view.show(`${path}:${start ?? 0}-${Math.min(end ?? length, length)}`, options);
}
