import { DynamicStructuredTool } from "@langchain/core/tools";
import { checkOptions, documentName } from "@ragstone/core";
import { libraryOptions } from "../options/library-options.js";
import { askingView } from "../options/view-option.js";
import type { RagstoneView } from "../api/ragstone.js";

export interface ToolOptions {
  /** @defaultValue "ask_documents" */
  readonly name?: string;
  readonly description?: string;
}

const schema = {
  type: "object",
  properties: { question: { type: "string", description: "One question in plain words." } },
  required: ["question"],
  additionalProperties: false,
} as const;

/**
 * A tool for agents that answers a question from the index, with citations, or reports that the sources do not contain
 * the answer. The view's filters apply to any request of the model.
 */
export function asTool(view: Pick<RagstoneView, "ask">, options?: ToolOptions) {
  askingView.check("view", view);
  const {
    name = "ask_documents",
    description = "Answers a question from the indexed documents, citing the exact passages. Reports when they do not contain the answer.",
  } = checkOptions(libraryOptions.asTool, options);
  return new DynamicStructuredTool({
    name,
    description,
    schema,
    func: async (input, _runManager, config) => {
      const { question } = input as { readonly question: string };
      // An agent that is stopped must not ask (and pay) any further.
      const signal = config?.signal;
      const { status, text, citations, refusal } = await view.ask(question, signal === undefined ? {} : { signal });
      if (status === "refused") return `No answer: ${refusal?.message ?? ""}`;
      return `${text}\n\n${citations.map(({ id, origin, path, start, end, quote }) => `[${id}] ${documentName({ origin, path })}:${start}-${end} "${quote}"`).join("\n")}`;
    },
  });
}
