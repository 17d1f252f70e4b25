import { staticEmbedder } from "@ragstone/embedders";
import { StaticEnEmbeddings } from "@ragstone/embedders/langchain";
import { wordPiece } from "@ragstone/tokenizers";
import { readCorpora } from "./corpora.js";
import { pairedMs } from "./measure/paired-ms.js";
import type { BenchReport } from "./measure/bench-report.js";

/** Characters of a passage; about 320 tokens. */
const passage = 1500;

/** The built-in embedder against the cost of its tokenizing, and through LangChain's interface. */
export async function embedBench({ dataDir }: { readonly dataDir: string }): Promise<BenchReport> {
  const texts = (await readCorpora(dataDir)).flatMap(({ text }) =>
    Array.from({ length: Math.ceil(text.length / passage) }, (_, index) =>
      text.slice(index * passage, (index + 1) * passage),
    ),
  );
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  const embedder = staticEmbedder();
  const tokenizer = wordPiece({ specialTokens: 0 });
  const tokenize = () => texts.map((text) => tokenizer.ids(text).length);
  const direct = await pairedMs(() => embedder.embed(texts, { kind: "passage" }), tokenize);
  const langchain = await pairedMs(() => new StaticEnEmbeddings().embedDocuments(texts), tokenize, 3);
  return {
    name: "embed",
    rival: "tokenizing the same texts to ids and nothing else",
    input: `${texts.length} passages of ${passage} characters, ${megabytes.toFixed(1)} MB`,
    rows: [
      {
        what: "static-en-v1",
        unit: "MB/s",
        ours: (megabytes / direct.ours) * 1000,
        rival: (megabytes / direct.rival) * 1000,
      },
      {
        what: "static-en-v1",
        unit: "texts/s",
        ours: (texts.length / direct.ours) * 1000,
        rival: (texts.length / direct.rival) * 1000,
      },
      {
        what: "static-en-v1 as LangChain embeddings",
        unit: "MB/s",
        ours: (megabytes / langchain.ours) * 1000,
        rival: (megabytes / langchain.rival) * 1000,
      },
    ],
  };
}
