import { createHash } from "node:crypto";
import { createChunker } from "@ragstone/chunker";
import type { Chunk, SourceDocument } from "@ragstone/core";
import { loadDocument } from "@ragstone/loaders";
import { wordPiece } from "@ragstone/tokenizers";
import { RecursiveCharacterTextSplitter } from "@langchain/textsplitters";
import { countTokens } from "gpt-tokenizer/encoding/cl100k_base";

/** A way to chunk one corpus. The context and the text are embedded. */
export type Chunking = (
  corpus: SourceDocument,
) => Promise<readonly Pick<Chunk, "start" | "end" | "text" | "context">[]>;

/** Sizes are in cl100k tokens, as in the published figures. */
export { countTokens };

/** The corpus as the loader of Markdown reads it. */
export async function readCorpus(path: string, bytes: Uint8Array): Promise<SourceDocument> {
  return await loadDocument({
    path,
    bytes,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    modifiedMs: null,
  });
}

/** LangChain's recursive splitter without overlap, sizes counted exactly. */
export function recursive(size: number, separators: readonly string[]): Chunking {
  const splitter = new RecursiveCharacterTextSplitter({
    chunkSize: size,
    chunkOverlap: 0,
    lengthFunction: countTokens,
    separators: [...separators],
  });
  return async ({ text }) => {
    let reached = 0;
    return (await splitter.splitText(text)).map((part) => {
      const start = text.indexOf(part, reached);
      reached = start + part.length;
      return { start, end: reached, text: part, context: "" };
    });
  };
}

/** Ours, counted and sized as for the built-in embedder. */
export function ragstone(targetTokens: number): Chunking {
  const chunker = createChunker({ tokenizer: wordPiece({ specialTokens: 0 }), windowTokens: 8192, targetTokens });
  return async (corpus) => chunker.chunk(corpus);
}
