export {
  fromDocumentCompressor,
  type DocumentCompressor,
  type DocumentCompressorFacts,
} from "./langchain/from-document-compressor.js";
export { fromChatModel, type ChatModelFacts } from "./langchain/from-chat-model.js";
