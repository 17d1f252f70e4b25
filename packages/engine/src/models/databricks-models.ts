import type { ListedChatModel, ListedEmbeddingModel, ListedModel, ProviderModels } from "@ragstone/core";
import {
  catalogue,
  isSignInConfigured,
  modelDetails,
  pricesAsOf,
  priceOf,
  type CatalogueModel,
  type ChatModel,
  type EmbeddingModel,
} from "@ragstone/databricks";

/** The catalogue of pay-per-token endpoints. Reads the environment and the profile file, asks no service. */
export async function databricksModels(): Promise<ProviderModels> {
  const configured = await isSignInConfigured().catch(() => false);
  return {
    chat: catalogue.filter((model) => model.kind === "chat").map((model) => listedChat(model, configured)),
    embedding: catalogue
      .filter((model) => model.kind === "embedding")
      .map((model) => listedEmbedding(model, configured)),
  };
}

/** A model of the catalogue as it is listed. */
export function listedModel(model: CatalogueModel, configured: boolean): ListedChatModel | ListedEmbeddingModel {
  return model.kind === "chat" ? listedChat(model, configured) : listedEmbedding(model, configured);
}

function listedChat(model: ChatModel, configured: boolean): ListedChatModel {
  const { contextTokens, maxOutputTokens, thinking } = model;
  return { ...listed(model, configured), contextTokens, maxOutputTokens, thinking };
}

function listedEmbedding(model: EmbeddingModel, configured: boolean): ListedEmbeddingModel {
  const { windowTokens, dimensions, endpointNormalises, queryInstruction } = model;
  return { ...listed(model, configured), windowTokens, dimensions, normalised: endpointNormalises, queryInstruction };
}

function listed(model: CatalogueModel, configured: boolean): ListedModel {
  const { name, endpoint, title, source, licence, acceptableUse, notes, retirement } = model;
  const spec = `databricks:${name}`;
  const price = priceOf({ endpoint, spec, model, payPerToken: true });
  return {
    spec,
    title,
    provider: "databricks",
    configured,
    usdPerMillionTokens: price,
    pricesAsOf: price === null ? null : pricesAsOf,
    ...publishedLimits(model),
    source,
    licence,
    acceptableUse,
    notes,
    retirement,
    details: modelDetails(name),
  };
}

/** Requests and tokens come from pages of different years. */
function publishedLimits({
  limits,
  limitsSource,
  tokenLimits,
}: CatalogueModel): Pick<ListedModel, "limits" | "limitsSource"> {
  if (tokenLimits === null) return { limits: { ...limits }, limitsSource };
  const { inputTokensPerMinute, outputTokensPerMinute, source } = tokenLimits;
  const sources = limitsSource === null ? [source] : [limitsSource, source];
  return {
    limits: { ...limits, inputTokensPerMinute, outputTokensPerMinute },
    limitsSource: {
      from: sources.map(({ from, asOf }) => `${from}, ${asOf}`).join("; "),
      asOf: source.asOf,
    },
  };
}
