import { wordPiece } from "@ragstone/tokenizers";
import { describeEmbedder } from "@ragstone/testkit";
import { fromEmbeddings } from "./from-embeddings.js";
import { StaticEnEmbeddings } from "./static-en-embeddings.js";

describeEmbedder("an embedder of LangChain embeddings", {
  create: () =>
    fromEmbeddings(new StaticEnEmbeddings(), {
      model: "test:static",
      dimensions: 256,
      windowTokens: 512,
      tokenizer: wordPiece(),
    }),
});
