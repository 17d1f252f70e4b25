// A LangChain agent with the documents as its tool. The model is scripted; any chat model with tools takes its place.
// node examples/frameworks/langchain-agent.mjs FOLDER QUESTION
import { createAgent, FakeToolCallingModel } from "langchain";
import { asTool } from "ragstone/langchain";
import { openDocuments, question } from "./documents.mjs";

const rag = await openDocuments();
const model = new FakeToolCallingModel({ toolCalls: [[{ name: "ask_documents", args: { question }, id: "1" }], []] });
const agent = createAgent({ model, tools: [asTool(rag)] });
const { messages } = await agent.invoke({ messages: [{ role: "user", content: question }] });
console.log(messages.find(({ type }) => type === "tool").content);
await rag.close();
