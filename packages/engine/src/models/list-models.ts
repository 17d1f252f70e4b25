import type * as Databricks from "@ragstone/databricks";
import type { CatalogueModel, ChatModel, EmbeddingModel } from "@ragstone/databricks";

/** A model that a spec may name, with what is known of it. Unknown facts are `null`. */
export interface ListedModel {
  /** As `--embedder` or `--model` takes it. */
  readonly spec: string;
  readonly title: string;
  /** `local` models run on this machine. */
  readonly provider: "local" | "databricks";
  /** Whether what it needs, such as sign-in, is there. Nothing is asked over the network. */
  readonly configured: boolean;
  /** USD for a million tokens; `null` when unknown, 0 when free. */
  readonly usdPerMillionTokens: { readonly input: number; readonly output: number } | null;
  readonly pricesAsOf: string | null;
  readonly limits: CatalogueModel["limits"];
  readonly limitsSource: CatalogueModel["limitsSource"];
  readonly licence: string;
  readonly acceptableUse: string | null;
  readonly notes: string;
  readonly retirement: CatalogueModel["retirement"];
}

export interface ListedChatModel extends ListedModel {
  readonly contextTokens: number | null;
  readonly maxOutputTokens: number | null;
  readonly thinking: boolean;
}

export interface ListedEmbeddingModel extends ListedModel {
  readonly windowTokens: number;
  readonly dimensions: number;
  readonly normalised: boolean;
  readonly queryInstruction: string | null;
}

/** The catalogue: the JSON of `ragstone models`. */
export interface ModelList {
  readonly chat: readonly ListedChatModel[];
  readonly embedding: readonly ListedEmbeddingModel[];
  /** Specs that name models by the maker's own names, through LangChain or from a folder. */
  readonly others: readonly string[];
}

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

/** Lists the models that Ragstone knows. Reads the environment and the Databricks profile file, asks no service. */
export async function listModels(): Promise<ModelList> {
  // Loaded here, so that the package's entry point loads no provider.
  const databricks = await import("@ragstone/databricks");
  const { catalogue } = databricks;
  const signedIn = await databricks.resolveSignIn().then(
    () => true,
    () => false,
  );
  return {
    chat: [
      {
        ...builtIn,
        spec: "extractive",
        title: "Sentences of the sources, word for word",
        licence: "Apache-2.0",
        notes: "The default. Offline, invents nothing.",
        contextTokens: null,
        maxOutputTokens: null,
        thinking: false,
      },
      ...catalogue.filter((model) => model.kind === "chat").map((model) => listedChat(databricks, model, signedIn)),
    ],
    embedding: [
      {
        ...builtIn,
        spec: "static-en-v1",
        title: "Built-in static table",
        licence: "Apache-2.0",
        notes: "The default. Offline, English only.",
        windowTokens: 512,
        dimensions: 256,
        normalised: true,
        queryInstruction: null,
      },
      ...catalogue
        .filter((model) => model.kind === "embedding")
        .map((model) => listedEmbedding(databricks, model, signedIn)),
    ],
    others: ["anthropic:MODEL", "openai:MODEL", "ollama:MODEL", "onnx:DIR", "databricks:ENDPOINT?family=MODEL"],
  };
}

function listedChat(databricks: typeof Databricks, model: ChatModel, configured: boolean): ListedChatModel {
  const { contextTokens, maxOutputTokens, thinking } = model;
  return { ...listed(databricks, model, configured), contextTokens, maxOutputTokens, thinking };
}

function listedEmbedding(
  databricks: typeof Databricks,
  model: EmbeddingModel,
  configured: boolean,
): ListedEmbeddingModel {
  const { windowTokens, dimensions, endpointNormalises, queryInstruction } = model;
  return {
    ...listed(databricks, model, configured),
    windowTokens,
    dimensions,
    normalised: endpointNormalises,
    queryInstruction,
  };
}

function listed({ priceOf, pricesAsOf }: typeof Databricks, model: CatalogueModel, configured: boolean): ListedModel {
  const { name, endpoint, title, limits, limitsSource, licence, acceptableUse, notes, retirement } = model;
  const spec = `databricks:${name}`;
  const price = priceOf({ endpoint, spec, model, payPerToken: true });
  return {
    spec,
    title,
    provider: "databricks",
    configured,
    usdPerMillionTokens: price,
    pricesAsOf: price === null ? null : pricesAsOf,
    limits,
    limitsSource,
    licence,
    acceptableUse,
    notes,
    retirement,
  };
}
