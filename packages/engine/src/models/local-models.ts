import type { ListedChatModel, ListedEmbeddingModel } from "@ragstone/core";
import type { MinilmState } from "@ragstone/embedders";
import { defaultEmbedder, defaultGenerator, localEncoder } from "./defaults.js";

const builtIn = {
  provider: "local",
  configured: true,
  usdPerMillionTokens: { input: 0, output: 0 },
  pricesAsOf: null,
  limits: {},
  limitsSource: null,
  acceptableUse: null,
  retirement: null,
} as const;

export const extractiveModel: ListedChatModel = {
  ...builtIn,
  spec: defaultGenerator,
  title: "Sentences of the sources, word for word",
  licence: "Apache-2.0",
  notes: "The default. Offline, invents nothing.",
  contextTokens: null,
  maxOutputTokens: null,
  thinking: false,
};

export const staticModel: ListedEmbeddingModel = {
  ...builtIn,
  spec: defaultEmbedder,
  title: "Built-in static table",
  licence: "Apache-2.0",
  notes: "The default. Offline, English only.",
  windowTokens: 512,
  dimensions: 256,
  normalised: true,
  queryInstruction: null,
};

/** What the user has to do first. */
const missingSteps: Readonly<Record<MinilmState, string>> = {
  ready: "",
  missing: "Not installed: its weights have to be added (`models add minilm`). ",
  damaged: "A file is damaged: its weights have to be added again (`models add minilm`). ",
  "no-runtime": "No ONNX runtime: run `npm install onnxruntime-node`. ",
};

/** The optional local encoder, which is ready once its weights and a runtime are there. */
export function minilmModel(state: MinilmState): ListedEmbeddingModel {
  return {
    ...builtIn,
    configured: state === "ready",
    spec: localEncoder,
    title: "all-MiniLM-L6-v2, a local encoder",
    licence: "Apache-2.0",
    notes: `${missingSteps[state]}Offline once it is added. English. Needs onnxruntime-node or onnxruntime-web. Also a reranker.`,
    windowTokens: 512,
    dimensions: 384,
    normalised: true,
    queryInstruction: null,
  };
}
