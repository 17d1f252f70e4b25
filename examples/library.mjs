// Index a folder, ask, look at the citations, and put in a text that is not a file. node examples/library.mjs FOLDER
// QUESTION
import { openRagstone } from "ragstone";

const [folder = "docs/handbook", question = "How many dimensions do vectors of the built-in model have?"] =
  process.argv.slice(2);
const rag = await openRagstone({ folder });
try {
  const { documents, failed } = await rag.index();
  console.log(`${documents.seen} documents, ${failed.length} failed`);

  await rag.put({ path: "notes/printer", text: "The printer on floor 3 is named Gutenberg.", mediaType: "text/plain" });

  for (const asked of [question, "What is the name of the printer on floor 3?"]) {
    const { status, text, citations, refusal } = await rag.ask(asked);
    console.log(`\n${asked}\n${status === "answered" ? text : refusal.message}`);
    for (const { id, path, start, end, quote } of citations)
      console.log(`  [${id}] ${path}:${start}-${end} ${JSON.stringify(quote)}`);
  }
  await rag.remove("notes/printer");
} finally {
  await rag.close();
}
