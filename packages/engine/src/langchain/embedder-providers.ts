import type { EmbeddingsInterface } from "@langchain/core/embeddings";
import { InvalidOptionError, isRagstoneError, type Embedder, type ProviderContext } from "@ragstone/core";
import { estimateTokenizer } from "@ragstone/tokenizers";
import { boundedFetch } from "./bounded-fetch.js";
import { checkParameters } from "./check-parameters.js";
import { optionalImport } from "./optional-import.js";
import { ownServer } from "./own-server.js";
import { remoteFailure } from "./remote-failure.js";

interface EmbeddingFacts {
  readonly dimensions: number;
  readonly windowTokens: number;
  /** USD for a million tokens, with the day it was read off the provider's price page. */
  readonly usdPerMillionTokens: number | null;
}

/**
 * Facts of models that are often used, from their makers' model pages; others are given as `?dimensions=N&window=N`.
 */
const known: Readonly<Record<string, EmbeddingFacts>> = {
  "text-embedding-3-small": { dimensions: 1536, windowTokens: 8191, usdPerMillionTokens: null },
  "text-embedding-3-large": { dimensions: 3072, windowTokens: 8191, usdPerMillionTokens: null },
  "nomic-embed-text": { dimensions: 768, windowTokens: 2048, usdPerMillionTokens: null },
  "mxbai-embed-large": { dimensions: 1024, windowTokens: 512, usdPerMillionTokens: null },
  "all-minilm": { dimensions: 384, windowTokens: 256, usdPerMillionTokens: null },
};

/** Attempts after the first, 1 s apart and doubling. */
const maxRetries = { openai: 4, ollama: 1 } as const;

/**
 * An embedder of a LangChain embeddings class, with windows by a safe estimate of its tokens.
 *
 * @throws {@link RagstoneError} `dependency-missing` without the package; `sign-in-failed` without a key
 * @throws {@link InvalidOptionError} for a model that is not known and comes without `?dimensions=N&window=N`
 */
export async function langchainEmbedder(
  provider: "openai" | "ollama",
  name: string,
  parameters: Readonly<Record<string, string>>,
  context: ProviderContext,
): Promise<Embedder> {
  const spec = `${provider}:${name}`;
  checkParameters("embedder", spec, parameters, ["dimensions", "window"]);
  const facts = factsOf(spec, name, parameters);
  const { fromEmbeddings } = await optionalImport("@langchain/core", () => import("@ragstone/embedders/langchain"));
  const price = context.prices?.[spec]?.input;
  const model = await embeddings(provider, name, facts, context).catch((error: unknown) => {
    throw remoteFailure(error, { provider, spec });
  });
  const embedder = fromEmbeddings(model, {
    model: spec,
    revision: "remote",
    dimensions: facts.dimensions,
    windowTokens: facts.windowTokens,
    normalised: false,
    tokenizer: estimateTokenizer(name),
    usdPerMillionTokens: price ?? facts.usdPerMillionTokens,
  });
  return {
    ...embedder,
    async embed(texts, options) {
      try {
        return await embedder.embed(texts, options);
      } catch (error) {
        // The cause knows more: sign-in, network, a model that is not there.
        throw isRagstoneError(error) && error.code === "service-failed" && error.cause !== undefined
          ? remoteFailure(error.cause, { provider, spec })
          : error;
      }
    },
  };
}

function factsOf(spec: string, name: string, parameters: Readonly<Record<string, string>>): EmbeddingFacts {
  const listed = known[name];
  const dimensions = Number(parameters["dimensions"] ?? listed?.dimensions);
  const windowTokens = Number(parameters["window"] ?? listed?.windowTokens);
  if (!Number.isInteger(dimensions) || !Number.isInteger(windowTokens)) {
    throw new InvalidOptionError(
      "embedder",
      spec,
      `a model that is known (${Object.keys(known).join(", ")}) or one with its facts`,
      `Add them: ${spec}?dimensions=768&window=512`,
    );
  }
  return { dimensions, windowTokens, usdPerMillionTokens: listed?.usdPerMillionTokens ?? null };
}

async function embeddings(
  provider: "openai" | "ollama",
  name: string,
  { dimensions }: EmbeddingFacts,
  { baseUrl }: ProviderContext,
): Promise<EmbeddingsInterface> {
  const shared = { model: name, maxRetries: maxRetries[provider] };
  if (provider === "openai") {
    const { OpenAIEmbeddings } = await optionalImport("@langchain/openai", () => import("@langchain/openai"));
    // Models of this family shorten their vectors when asked; others refuse the field.
    const shortened =
      name.startsWith("text-embedding-3") && dimensions !== known[name]?.dimensions ? { dimensions } : {};
    const options = { ...shared, ...shortened, stripNewLines: false, configuration: { fetch: boundedFetch } };
    return new OpenAIEmbeddings({ ...options, ...(baseUrl !== undefined && ownServer(baseUrl)) });
  }
  const { OllamaEmbeddings } = await optionalImport("@langchain/ollama", () => import("@langchain/ollama"));
  return new OllamaEmbeddings({
    ...shared,
    truncate: false,
    fetch: boundedFetch,
    ...(baseUrl !== undefined && { baseUrl }),
  });
}
