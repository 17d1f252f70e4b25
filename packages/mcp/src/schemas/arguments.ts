import { nearestName } from "@ragstone/core";
import * as z from "zod";
import { budgetRange, defaultBudget } from "../budget/token-budget.js";

const text = z.string().min(1).max(1000);
const texts = z.union([text, z.array(text).max(100)]);

/** Documents that a call may use; it can only narrow the scope of the server. */
const filter = z.strictObject({
  path: texts.optional().describe("Globs over paths, such as guides/**"),
  pathPrefix: texts.optional().describe("Folders or documents, never read as patterns"),
  type: texts.optional().describe("File extensions without a dot, such as pdf, or media types"),
  after: z.string().max(40).optional().describe("Modified at or after this ISO date"),
  before: z.string().max(40).optional().describe("Modified before this ISO date"),
  metadata: z.record(z.string().max(200), z.union([z.string().max(1000), z.number(), z.boolean()])).optional(),
});

/** Arguments that several tools share, with their descriptions for the model. */
export const sharedArguments = {
  query: z.string().trim().min(1).max(2000),
  filter: filter.optional().describe("Only documents that match all given fields"),
  collection: z.string().max(200).optional().describe("One folder of the server by its name; default: all of them"),
  budget: z
    .int()
    .min(budgetRange.min)
    .max(budgetRange.max)
    .default(defaultBudget)
    .describe("Most tokens that the whole result may have"),
};

/**
 * The arguments of a tool. Unknown names are refused with the nearest known one, so that a model corrects its call, and
 * long ones are cut.
 */
export function toolArguments<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? unknownArgument(String(issue.keys[0]), shape) : undefined),
  });
}

function unknownArgument(name: string, shape: z.ZodRawShape): string {
  const known = Object.fromEntries(Object.keys(shape).map((key) => [key, {}]));
  const nearest = nearestName(name, known);
  const advice = nearest === null ? `Known arguments: ${Object.keys(shape).join(", ")}.` : `Did you mean ${nearest}?`;
  return `Unknown argument ${JSON.stringify(name.slice(0, 60))}. ${advice}`;
}
