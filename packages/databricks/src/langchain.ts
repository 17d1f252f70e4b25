export { ChatDatabricks } from "./langchain/chat-databricks.js";
export type * from "./langchain/chat-databricks-options.js";
export { DatabricksEmbeddings } from "./langchain/databricks-embeddings.js";
