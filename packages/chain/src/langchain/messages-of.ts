import { AIMessage, HumanMessage, SystemMessage, type BaseMessage } from "@langchain/core/messages";
import type { GenerationRequest } from "@ragstone/core";
import { buildDocumentsPrompt, type PromptDocument } from "../prompt/build-documents-prompt.js";
import { buildPrompt } from "../prompt/build-prompt.js";

/**
 * How a model receives its sources and reports citations: as text with quotes in its answer, or as documents that it
 * cites through its API.
 */
export type CitationStyle = "quotes" | "documents";

export interface PromptMessages {
  readonly messages: readonly BaseMessage[];
  /** As the model numbers them, from 0; empty where it is given text. */
  readonly documents: readonly PromptDocument[];
}

/**
 * The messages of a request: instructions in the system role, earlier turns, and in the user's turn the sources and the
 * question.
 */
export function messagesOf(request: GenerationRequest, style: CitationStyle): PromptMessages {
  const turns = request.history.map((turn): BaseMessage =>
    turn.role === "user" ? new HumanMessage(turn.text) : new AIMessage(turn.text),
  );
  if (style === "quotes" || request.plain === true) {
    const { system, user } = buildPrompt(request);
    const first = system === "" ? [] : [new SystemMessage(system)];
    return { messages: [...first, ...turns, new HumanMessage(user)], documents: [] };
  }
  const { system, documents, question } = buildDocumentsPrompt(request);
  const content = [
    ...documents.map(({ text, title, context }) => ({
      type: "document",
      source: { type: "text", media_type: "text/plain", data: text },
      title,
      context: context === "" ? undefined : context,
      citations: { enabled: true },
    })),
    { type: "text", text: question },
  ];
  return { messages: [new SystemMessage(system), ...turns, new HumanMessage({ content })], documents };
}
