// A LangGraph graph whose first node retrieves passages and whose second checks a draft against them.
// node examples/frameworks/langgraph-node.mjs FOLDER QUESTION
import { Annotation, END, START, StateGraph } from "@langchain/langgraph";
import { asRetriever } from "ragstone/langchain";
import { verifyAnswer } from "ragstone";
import { openDocuments, question } from "./documents.mjs";

const rag = await openDocuments();
const retriever = asRetriever(rag, { k: 3 });
const State = Annotation.Root({
  question: Annotation(),
  sources: Annotation(),
  draft: Annotation(),
  claims: Annotation(),
});

const graph = new StateGraph(State)
  .addNode("retrieve", async ({ question }, { signal }) => ({ sources: await retriever.invoke(question, { signal }) }))
  // A model writes the draft here; this one quotes the best passage and adds a claim of its own.
  .addNode("write", ({ sources }) => ({
    draft: `${firstSentence(sources[0].pageContent)} [1] Chunks cost 900 dollars. [1]`,
  }))
  .addNode("check", async ({ draft, sources }) => {
    const texts = sources.map(({ pageContent, metadata }) => ({ text: pageContent, path: metadata.source }));
    return { claims: verifyAnswer({ text: draft, sources: texts }).claims };
  })
  .addEdge(START, "retrieve")
  .addEdge("retrieve", "write")
  .addEdge("write", "check")
  .addEdge("check", END)
  .compile();

const { claims } = await graph.invoke({ question });
for (const { verdict, text } of claims) console.log(`${verdict}: ${text.replaceAll(/\s+/gu, " ")}`);
await rag.close();

function firstSentence(text) {
  return text
    .replaceAll(/^#.*$/gmu, "")
    .trim()
    .split(/(?<=\.)\s/u, 1)[0];
}
