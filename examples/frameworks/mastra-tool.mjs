// The documents as a tool of a Mastra agent. The model is scripted; any model of a provider takes its place.
// node examples/frameworks/mastra-tool.mjs FOLDER QUESTION
import { Agent } from "@mastra/core/agent";
import { createTool } from "@mastra/core/tools";
import { MockLanguageModelV3 } from "ai/test";
import { z } from "zod";
import { findPassages, openDocuments, question } from "./documents.mjs";

const rag = await openDocuments();
const searchDocuments = createTool({
  id: "search-documents",
  description: "Searches the documents. Returns passages with their sources.",
  inputSchema: z.object({ query: z.string() }),
  execute: async ({ query }, { abortSignal }) => ({ passages: await findPassages(rag, query, abortSignal) }),
});

const agent = new Agent({
  id: "librarian",
  name: "Librarian",
  instructions: "Answer from the documents.",
  model: scriptedModel(),
  tools: { searchDocuments },
});
const { toolResults } = await agent.generate(question, { maxSteps: 3 });
for (const { source, text } of toolResults[0].payload.result.passages)
  console.log(`${source} ${JSON.stringify(text.slice(0, 60))}`);
await rag.close();

/** Calls the tool once, then answers. */
function scriptedModel() {
  const usage = { inputTokens: { total: 1 }, outputTokens: { total: 1 } };
  const input = JSON.stringify({ query: question });
  const call = { type: "tool-call", toolCallId: "1", toolName: "searchDocuments", input };
  const turns = [
    { content: [call], finishReason: { unified: "tool-calls" }, usage, warnings: [] },
    { content: [{ type: "text", text: "Done." }], finishReason: { unified: "stop" }, usage, warnings: [] },
  ];
  return new MockLanguageModelV3({ doGenerate: async () => turns.shift() });
}
