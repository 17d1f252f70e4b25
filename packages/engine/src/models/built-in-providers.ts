import { resolve } from "node:path";
import type { Provider } from "@ragstone/core";
import { defaultEmbedder, defaultGenerator, localEncoder } from "./defaults.js";
import type { RefusedFields } from "../langchain/compatible-fetch.js";
import type { SharedWorkspace } from "./databricks-workspace.js";

/**
 * The providers that come with the engine, in the order of help texts. Each loads what it needs on first use: no
 * service's client and no LangChain module is imported for a question that needs none.
 */
export function builtInProviders(): readonly Provider[] {
  return [extractive, staticTable, minilm, databricks(), anthropic, openai(), ollama, onnx];
}

const extractive: Provider = {
  prefix: defaultGenerator,
  form: defaultGenerator,
  generator: async () => (await import("@ragstone/chain/answer")).extractiveGenerator(),
  models: async () => ({ chat: [(await import("./local-models.js")).extractiveModel] }),
};

const staticTable: Provider = {
  prefix: defaultEmbedder,
  form: defaultEmbedder,
  embedder: async () => (await import("@ragstone/embedders")).staticEmbedder(),
  models: async () => ({ embedding: [(await import("./local-models.js")).staticModel] }),
};

const minilm: Provider = {
  prefix: localEncoder,
  form: localEncoder,
  embedder: async (_spec, { modelsDir = null }) => (await import("@ragstone/embedders")).minilmEmbedder({ modelsDir }),
  reranker: async (_spec, { modelsDir = null, onEvent }) =>
    (await import("@ragstone/embedders")).minilmReranker({ modelsDir, onEvent }),
  async models({ modelsDir = null } = {}) {
    const [{ minilmState }, { minilmModel }] = await Promise.all([
      import("@ragstone/embedders"),
      import("./local-models.js"),
    ]);
    return { embedding: [minilmModel(await minilmState({ modelsDir }))] };
  },
};

/** One workspace for all models of one opened index, so that they share its limits and what it said. */
function databricks(): Provider {
  const shared: SharedWorkspace = { workspace: null, lookups: new Map() };
  return {
    prefix: "databricks",
    form: "databricks:ENDPOINT",
    embedder: async ({ name, parameters }, context) =>
      (await import("./databricks-embedder.js")).databricksEmbedderOf(name, parameters, {
        ...context,
        databricks: shared,
      }),
    generator: async ({ name, parameters }, context) =>
      (await import("./databricks-generator.js")).databricksGenerator(name, parameters, {
        ...context,
        databricks: shared,
      }),
    folder: async (path, context) =>
      (await import("./databricks-volume.js")).databricksVolume(path, { ...context, databricks: shared }),
    databasePassword: async (database, context) =>
      (await import("./databricks-database.js")).databricksPassword(database, { ...context, databricks: shared }),
    models: async () => (await import("./databricks-models.js")).databricksModels(),
    service: async () => (await import("./databricks-service.js")).databricksService(),
  };
}

const chat =
  (provider: "anthropic" | "openai" | "ollama", refused?: RefusedFields): NonNullable<Provider["generator"]> =>
  async ({ name, parameters }, context) =>
    (await import("../langchain/generator-providers.js")).langchainGenerator(provider, name, parameters, {
      ...context,
      refused,
    });

const embeddings =
  (provider: "openai" | "ollama"): NonNullable<Provider["embedder"]> =>
  async ({ name, parameters }, context) =>
    (await import("../langchain/embedder-providers.js")).langchainEmbedder(provider, name, parameters, context);

const anthropic: Provider = {
  prefix: "anthropic",
  form: "anthropic:MODEL",
  takesBaseUrl: true,
  generator: chat("anthropic"),
};

/** What a server refused is known to all generators of one opened index. */
function openai(): Provider {
  return {
    prefix: "openai",
    form: "openai:MODEL",
    takesBaseUrl: true,
    embedder: embeddings("openai"),
    generator: chat("openai", new Map()),
    reranker: async ({ name, parameters }, context) =>
      (await import("./remote-reranker.js")).remoteReranker(name, parameters, context),
  };
}

const ollama: Provider = {
  prefix: "ollama",
  form: "ollama:MODEL",
  takesBaseUrl: true,
  embedder: embeddings("ollama"),
  generator: chat("ollama"),
};

const onnx: Provider = {
  prefix: "onnx",
  form: "onnx:DIR",
  embedder: async ({ name }, { workingDir }) =>
    (await import("@ragstone/embedders")).onnxEmbedder({ dir: resolve(workingDir, name) }),
  reranker: async ({ name }, { workingDir, onEvent }) =>
    (await import("@ragstone/embedders")).onnxReranker({ dir: resolve(workingDir, name), onEvent }),
  // The parameters of a spec would be part of a folder's name.
  absoluteSpec: ({ text }, workingDir) => `onnx:${resolve(workingDir, text.slice("onnx:".length))}`,
};
