// A provider of the app's own, which makes a reranker from a spec, and loaders for formats of its own.
// node examples/custom-parts.mjs FOLDER QUERY
import { openRagstone } from "ragstone";

/** `overlap:N` orders the best N passages by the share of the query's words that they contain. */
const overlap = {
  prefix: "overlap",
  form: "overlap:CANDIDATES",
  async reranker({ text, name }) {
    const words = (from) => new Set(from.toLowerCase().match(/\p{L}+/gu));
    return {
      name: text,
      maxCandidates: Number(name),
      async rerank(query, candidates) {
        const wanted = [...words(query)];
        return candidates.map(({ text }) => {
          const found = words(text);
          return wanted.filter((word) => found.has(word)).length / wanted.length;
        });
      },
    };
  },
};

/** `.note` files, loaded by a module that the worker threads import. */
const notes = {
  mediaTypes: ["text/x-note"],
  extensions: ["note"],
  module: new URL("./load-note.mjs", import.meta.url),
};

/** `.timer` files, loaded by an object in this thread: a number of minutes in one byte. */
const timers = {
  mediaTypes: ["application/x-timer"],
  extensions: ["timer"],
  async load({ path, bytes, sha256, modifiedMs }) {
    const text = `The timer is set to ${bytes[0]} minutes.`;
    const facts = { path, sha256, bytes: bytes.byteLength, modifiedMs };
    const blocks = [{ kind: "paragraph", start: 0, end: text.length }];
    const rest = { title: null, pages: [], hiddenCharacters: 0, metadata: {}, warnings: [] };
    return { ...facts, ...rest, text, blocks, mediaType: "application/x-timer" };
  },
};

const [folder, query = "Who repairs the boiler?"] = process.argv.slice(2);
const rag = await openRagstone({ folder, providers: [overlap], reranker: "overlap:20", loaders: [notes, timers] });
try {
  await rag.index();
  for (const { rank, score, path, headings } of await rag.search(query, { k: 3 }))
    console.log(rank, score.toFixed(2), path, headings.join(" > "));
} finally {
  await rag.close();
}
