import type { EmbeddingModel } from "./catalogue-model.js";
import { requestLimits2025 } from "./limit-sources.js";

/** Windows, dimensions and normalisation: docs.databricks.com, Databricks-hosted foundation models, read 2025-05. */
export const embeddingModels: readonly EmbeddingModel[] = [
  {
    kind: "embedding",
    name: "gte-large-en",
    endpoint: "databricks-gte-large-en",
    title: "GTE Large (En)",
    servedNames: ["gte-large-en", "gte-large-en-v1-5", "gte-large"],
    windowTokens: 8192,
    dimensions: 1024,
    endpointNormalises: false,
    queryInstruction: null,
    revision: "v1.5",
    limits: { queriesPerSecond: 150 },
    limitsSource: requestLimits2025,
    licence: "Apache-2.0 (Alibaba-NLP/gte-large-en-v1.5)",
    acceptableUse: "https://huggingface.co/Alibaba-NLP/gte-large-en-v1.5",
    notes: "English. Pay per token in US and EU regions; elsewhere check the region table of Model Serving.",
    retirement: null,
  },
  {
    kind: "embedding",
    name: "bge-large-en",
    endpoint: "databricks-bge-large-en",
    title: "BGE Large (En)",
    servedNames: ["bge-large-en", "bge-large-en-v1-5", "bge-large"],
    windowTokens: 512,
    dimensions: 1024,
    endpointNormalises: true,
    // With colon and trailing space, as the authors publish it: github FlagOpen/FlagEmbedding, model list.
    queryInstruction: "Represent this sentence for searching relevant passages: ",
    revision: "v1.5",
    limits: { queriesPerSecond: 600 },
    limitsSource: requestLimits2025,
    licence: "MIT (BAAI/bge-large-en-v1.5)",
    acceptableUse: "https://huggingface.co/BAAI/bge-large-en-v1.5",
    notes: "English. Pay per token in US regions; elsewhere check the region table of Model Serving.",
    retirement: null,
  },
];
