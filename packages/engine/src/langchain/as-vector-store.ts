import type { VectorStore } from "@langchain/core/vectorstores";
import { toEmbeddings } from "@ragstone/embedders/langchain";
import { RagstoneVectorStore } from "@ragstone/index/langchain";
import { indexOption } from "../options/view-option.js";
import type { Ragstone } from "../api/ragstone.js";

/**
 * An index as a LangChain vector store. It finds the folder's files and `put` texts; its own additions are kept apart
 * from the folder's files, as {@link Ragstone.put} does.
 */
export async function asVectorStore(rag: Ragstone): Promise<VectorStore> {
  indexOption.check("rag", rag);
  const { index, embedder } = await rag.parts();
  return new RagstoneVectorStore(toEmbeddings(embedder), { index });
}
