export { fromChatModel, type ChatModelFacts } from "./langchain/from-chat-model.js";
