// A provider of the app's own, which makes a reranker from a spec, and a loader for a format of its own.
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

/** `.note` files: the first line is the title, the rest is the text. */
const notes = {
  mediaTypes: ["text/x-note"],
  extensions: ["note"],
  async load({ path, bytes, sha256, modifiedMs }) {
    const text = new TextDecoder().decode(bytes);
    const end = text.indexOf("\n");
    return {
      path,
      text,
      mediaType: "text/x-note",
      sha256,
      bytes: bytes.byteLength,
      modifiedMs,
      title: text.slice(0, end),
      blocks: [
        { kind: "heading", level: 1, start: 0, end, label: text.slice(0, end) },
        { kind: "paragraph", start: end + 1, end: text.length },
      ],
      pages: [],
      hiddenCharacters: 0,
      metadata: {},
      warnings: [],
    };
  },
};

const [folder, query = "Who repairs the boiler?"] = process.argv.slice(2);
const rag = await openRagstone({ folder, providers: [overlap], reranker: "overlap:20", loaders: [notes] });
try {
  await rag.index();
  for (const { rank, score, path, headings } of await rag.search(query, { k: 3 }))
    console.log(rank, score.toFixed(2), path, headings.join(" > "));
} finally {
  await rag.close();
}
