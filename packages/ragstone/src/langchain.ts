export * from "@ragstone/engine/langchain";
