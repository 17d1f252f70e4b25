import type { EmbeddingsInterface } from "@langchain/core/embeddings";
import { InvalidOptionError, type Embedder } from "@ragstone/core";
import { fromEmbeddings } from "@ragstone/embedders/langchain";
import { estimateTokenizer } from "@ragstone/tokenizers";
import type { ModelContext } from "../models/model-context.js";
import { optionalImport } from "./_optional-import.js";

interface EmbeddingFacts {
  readonly dimensions: number;
  readonly windowTokens: number;
  /** USD for a million tokens, with the day it was read off the provider's price page. */
  readonly usdPerMillionTokens: number | null;
}

/** Facts of models that are often used, from their makers' model pages; others are given as `?dimensions=N&window=N`. */
const known: Readonly<Record<string, EmbeddingFacts>> = {
  "text-embedding-3-small": { dimensions: 1536, windowTokens: 8191, usdPerMillionTokens: null },
  "text-embedding-3-large": { dimensions: 3072, windowTokens: 8191, usdPerMillionTokens: null },
  "nomic-embed-text": { dimensions: 768, windowTokens: 2048, usdPerMillionTokens: null },
  "mxbai-embed-large": { dimensions: 1024, windowTokens: 512, usdPerMillionTokens: null },
  "all-minilm": { dimensions: 384, windowTokens: 256, usdPerMillionTokens: null },
};

/** An embedder of a LangChain embeddings class, with windows by a safe estimate of its tokens. */
export async function langchainEmbedder(provider: "openai" | "ollama", name: string, parameters: Readonly<Record<string, string>>, context: ModelContext): Promise<Embedder> {
  const spec = `${provider}:${name}`;
  const facts = factsOf(spec, name, parameters);
  const price = context.prices?.[spec]?.input;
  return fromEmbeddings(await embeddings(provider, name, context), {
    model: spec,
    revision: "remote",
    dimensions: facts.dimensions,
    windowTokens: facts.windowTokens,
    normalised: false,
    tokenizer: estimateTokenizer(name),
    usdPerMillionTokens: price ?? facts.usdPerMillionTokens,
  });
}

function factsOf(spec: string, name: string, parameters: Readonly<Record<string, string>>): EmbeddingFacts {
  const listed = known[name];
  const dimensions = Number(parameters["dimensions"] ?? listed?.dimensions);
  const windowTokens = Number(parameters["window"] ?? listed?.windowTokens);
  if (!Number.isInteger(dimensions) || !Number.isInteger(windowTokens)) {
    throw new InvalidOptionError("--embedder", spec, `a model that is known (${Object.keys(known).join(", ")}) or one with its facts`, `Add them: ${spec}?dimensions=768&window=512`);
  }
  return { dimensions, windowTokens, usdPerMillionTokens: listed?.usdPerMillionTokens ?? null };
}

async function embeddings(provider: "openai" | "ollama", name: string, { baseUrl }: ModelContext): Promise<EmbeddingsInterface> {
  if (provider === "openai") {
    const { OpenAIEmbeddings } = await optionalImport("@langchain/openai", () => import("@langchain/openai"));
    return new OpenAIEmbeddings({ model: name, stripNewLines: false, ...(baseUrl !== undefined && { configuration: { baseURL: baseUrl } }) });
  }
  const { OllamaEmbeddings } = await optionalImport("@langchain/ollama", () => import("@langchain/ollama"));
  return new OllamaEmbeddings({ model: name, ...(baseUrl !== undefined && { baseUrl }) });
}
