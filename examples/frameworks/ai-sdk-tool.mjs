// The documents as a tool of the Vercel AI SDK. The model is scripted; any model of a provider takes its place.
// node examples/frameworks/ai-sdk-tool.mjs FOLDER QUESTION
import { generateText, stepCountIs, tool } from "ai";
import { MockLanguageModelV3 } from "ai/test";
import { z } from "zod";
import { findPassages, openDocuments, question } from "./documents.mjs";

const rag = await openDocuments();
const searchDocuments = tool({
  description: "Searches the documents. Returns passages with their sources.",
  inputSchema: z.object({ query: z.string() }),
  execute: ({ query }, { abortSignal }) => findPassages(rag, query, abortSignal),
});

const { steps } = await generateText({
  model: scriptedModel(),
  tools: { searchDocuments },
  stopWhen: stepCountIs(3),
  prompt: question,
});
for (const { source, text } of steps[0].toolResults[0].output)
  console.log(`${source} ${JSON.stringify(text.slice(0, 60))}`);
await rag.close();

/** Calls the tool once, then answers. */
function scriptedModel() {
  const usage = { inputTokens: { total: 1 }, outputTokens: { total: 1 } };
  const call = {
    type: "tool-call",
    toolCallId: "1",
    toolName: "searchDocuments",
    input: JSON.stringify({ query: question }),
  };
  const turns = [
    { content: [call], finishReason: { unified: "tool-calls" }, usage, warnings: [] },
    { content: [{ type: "text", text: "Done." }], finishReason: { unified: "stop" }, usage, warnings: [] },
  ];
  return new MockLanguageModelV3({ doGenerate: async () => turns.shift() });
}
