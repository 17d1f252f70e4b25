export { asRetriever, type RetrieverOptions } from "./langchain/as-retriever.js";
export { asTool, type ToolOptions } from "./langchain/as-tool.js";
export { asVectorStore } from "./langchain/as-vector-store.js";
export { fromChatModel, fromDocumentCompressor } from "@ragstone/chain/langchain";
