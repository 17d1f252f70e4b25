import { hasPassed } from "@ragstone/core";
import type { VerifiedText } from "@ragstone/engine";
import * as z from "zod";
import { shownAsAnswer } from "../../app/register-app.js";
import { fitResult } from "../../budget/fit-result.js";
import { defaultBudget } from "../../budget/token-budget.js";
import { sharedArguments, toolArguments } from "../../schemas/arguments.js";
import { verifyResult } from "../../schemas/results.js";
import { inCollection, type FoundIn } from "../in-collection.js";
import type { ServerState } from "../server-state.js";
import type { Tool, ToolCall } from "../tool.js";
import { renderVerified } from "./render-verified.js";

const description = `Checks a draft against the indexed documents before you show it, without a model: each claim with the exact span that supports it, or what is wrong (a number, date, name, negation or comparison that differs, or nothing found). The draft may cite [2], [2: "exact words"], [guide.md:10-40] or [guide.md: "exact words"]; claims without a citation are looked up. Fix or drop what is \`unsupported\` or \`unverified\`. A result has at most \`budget\` tokens (default ${defaultBudget}).`;

const inputSchema = toolArguments({
  text: z.string().trim().min(1).max(20_000).describe("The draft, with or without citations"),
  question: sharedArguments.query.optional().describe("The question that the draft answers"),
  sources: z
    .array(z.string().min(1).max(4096))
    .max(100)
    .optional()
    .describe("What [1], [2] and so on in the draft mean, in this order: ids from search, or paths"),
  collection: sharedArguments.collection,
  budget: sharedArguments.budget,
});

/** `verify`: the structured content is that of `verifyText()` of the library. */
export function verifyTool(state: ServerState): Tool<typeof inputSchema> {
  return {
    name: "verify",
    title: "Verify a draft",
    description,
    inputSchema,
    outputSchema: verifyResult,
    meta: shownAsAnswer,
    async run({ text, question, sources, collection: name, budget }, call) {
      const options = { question, sources, signal: call.signal };
      const { found, collection, notices } = await bestVerified(state, name, call, (one) =>
        inCollection(state, one, call, (view) => view.verifyText(text, options)),
      );
      const several = state.library.collections.length > 1;
      const outcome = { verified: found, collection: collection.name, several, notices };
      return fitResult({ budget, characters: found.claims.length, build: (most) => renderVerified(outcome, most) });
    },
  };
}

/** The outcome of the collection that supports most claims. */
async function bestVerified(
  { library }: ServerState,
  name: string | undefined,
  { signal }: ToolCall,
  verify: (collection: string) => Promise<FoundIn<VerifiedText>>,
): Promise<FoundIn<VerifiedText>> {
  const outcomes = await Promise.allSettled(library.select(name).map((collection) => verify(collection.name)));
  signal.throwIfAborted();
  const found = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const passed = (one: FoundIn<VerifiedText>) => one.found.claims.filter(hasPassed).length;
  const [best] = found.sort((one, other) => passed(other) - passed(one));
  if (best === undefined)
    throw outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []))[0];
  return best;
}
