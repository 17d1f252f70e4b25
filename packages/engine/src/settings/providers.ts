/** Providers of embedders by the first part of a spec, each with the form of its specs. */
export const embedderProviders = {
  "static-en-v1": "static-en-v1",
  databricks: "databricks:ENDPOINT",
  openai: "openai:MODEL",
  ollama: "ollama:MODEL",
  onnx: "onnx:DIR",
} as const;

/** The same for generators. */
export const generatorProviders = {
  extractive: "extractive",
  databricks: "databricks:ENDPOINT",
  anthropic: "anthropic:MODEL",
  openai: "openai:MODEL",
  ollama: "ollama:MODEL",
} as const;
