import { RecursiveCharacterTextSplitter } from "@langchain/textsplitters";
import { wordPiece } from "@ragstone/tokenizers";

/** LangChain's splitter, sized as ours by default: 400 exact tokens of the same vocabulary, no overlap. Its counting is ours, so its time is not the tokenizer's. */
export function recursiveSplitter(chunkSize = 400): RecursiveCharacterTextSplitter {
  const tokenizer = wordPiece({ specialTokens: 0 });
  return new RecursiveCharacterTextSplitter({ chunkSize, chunkOverlap: 0, lengthFunction: (text: string) => tokenizer.count(text) });
}
