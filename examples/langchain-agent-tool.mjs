// An index as a LangChain retriever and as a tool that an agent may call. The scope holds whatever the model asks.
// node examples/langchain-agent-tool.mjs FOLDER GLOB QUERY
import { openRagstone } from "ragstone";
import { asRetriever, asTool } from "ragstone/langchain";

const [folder = "docs/handbook", glob = "*.md", query = "How are keys of vectors made?"] = process.argv.slice(2);
const rag = await openRagstone({ folder });
try {
  await rag.refresh();
  const scoped = rag.scoped({ filter: { path: glob } });
  for (const { metadata, pageContent } of await asRetriever(scoped, { k: 3 }).invoke(query)) {
    console.log(`${metadata.source}:${metadata.start}-${metadata.end} ${JSON.stringify(pageContent.slice(0, 60))}`);
  }
  console.log(await asTool(scoped).invoke({ question: query }));
} finally {
  await rag.close();
}
