import { DynamicStructuredTool } from "@langchain/core/tools";
import type { RagstoneView } from "../ragstone.js";

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
 * A tool for agents that answers a question from the index, with citations, or says that the sources do not hold it.
 * The view's filters hold whatever the model asks.
 */
export function asTool(
  view: RagstoneView,
  {
    name = "ask_documents",
    description = "Answers a question from the indexed documents, citing the exact passages. Says so when they do not hold the answer.",
  }: ToolOptions = {},
) {
  return new DynamicStructuredTool({
    name,
    description,
    schema,
    func: async (input) => {
      const { status, text, citations, refusal } = await view.ask((input as { question: string }).question);
      if (status === "refused") return `No answer: ${refusal?.message ?? ""}`;
      return `${text}\n\n${citations.map(({ id, path, start, end, quote }) => `[${id}] ${path}:${start}-${end} "${quote}"`).join("\n")}`;
    },
  });
}
