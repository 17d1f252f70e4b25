import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import {
  InvalidOptionError,
  type GenerationPart,
  type GenerationRequest,
  type Generator,
  type ProviderContext,
} from "@ragstone/core";
import { boundedFetch } from "./bounded-fetch.js";
import { checkParameters } from "./check-parameters.js";
import type { RefusedFields } from "./compatible-fetch.js";
import { optionalImport } from "./optional-import.js";
import { ownServer } from "./own-server.js";
import { temperatureOf } from "./temperature-of.js";
import { remoteFailure } from "./remote-failure.js";

export type ChatProvider = "anthropic" | "openai" | "ollama";

/** Answers have room for a page and a half; a request's own `maxTokens` goes before. */
const defaultMaxTokens = 2048;
/** Attempts after the first, 1 s apart and doubling: 15 s for a service, little for one on this machine. */
const maxRetries = { anthropic: 4, openai: 4, ollama: 1 } as const;
/**
 * Context windows of the larger models of each provider, in tokens; a safe lower bound if the model is unknown.
 * `?context=N` takes precedence.
 */
const defaultContextTokens = { anthropic: 200_000, openai: 128_000, ollama: 8192 } as const;

interface RequestedModel {
  readonly provider: ChatProvider;
  readonly name: string;
  readonly contextTokens: number;
  readonly baseUrl?: string | undefined;
  readonly refused?: RefusedFields | undefined;
  /** Of the spec; the service's own if absent. */
  readonly temperature?: number | undefined;
  readonly thinkingTokens?: number | undefined;
}

interface LangchainContext extends ProviderContext {
  /** Shared by the generators of one opened index: what a server refused is known to the next. */
  readonly refused?: RefusedFields | undefined;
}

type Sampling = { readonly [K in "maxTokens" | "temperature" | "thinkingTokens"]?: number | undefined };

/**
 * A generator of a LangChain chat model. The provider's package is loaded here and nowhere else.
 *
 * @throws {@link RagstoneError} `dependency-missing` without the package; `sign-in-failed` without a key
 * @throws {@link InvalidOptionError} for parameters other than `context`, `temperature`, and `citations` of `anthropic`
 */
export async function langchainGenerator(
  provider: ChatProvider,
  name: string,
  parameters: Readonly<Record<string, string>>,
  context: LangchainContext,
): Promise<Generator> {
  const spec = `${provider}:${name}`;
  const known = provider === "anthropic" ? ["context", "citations", "temperature"] : ["context", "temperature"];
  checkParameters("generator", spec, parameters, known);
  const contextTokens = Number(parameters["context"] ?? defaultContextTokens[provider]);
  if (!Number.isInteger(contextTokens) || contextTokens < 1024)
    throw new InvalidOptionError("context", parameters["context"], "a whole number of tokens from 1024");
  const { fromChatModel } = await optionalImport("@langchain/core", () => import("@ragstone/chain/langchain"));
  const price = context.prices?.[spec];
  const facts = {
    name: spec,
    contextTokens,
    citations: citationsOf(provider, parameters["citations"]),
    saysWhyItEnds: true,
    usdPerMillionTokens: price && { input: price.input ?? 0, output: price.output ?? 0 },
  };
  const requested: RequestedModel = {
    provider,
    name,
    contextTokens,
    baseUrl: context.baseUrl,
    refused: context.refused,
    temperature: temperatureOf(parameters),
  };
  const failure = (error: unknown) => remoteFailure(error, { provider, spec });
  const generatorFor = async (sampling: Sampling = {}) => {
    const { maxTokens = defaultMaxTokens, temperature = requested.temperature, thinkingTokens } = sampling;
    return fromChatModel(await chatModel({ ...requested, temperature, thinkingTokens }, maxTokens), facts);
  };
  // A missing package or key should show before anything is searched.
  const usual = await generatorFor().catch((error: unknown) => {
    throw failure(error);
  });
  return {
    ...usual,
    async *generate(request: GenerationRequest): AsyncGenerator<GenerationPart> {
      try {
        yield* (await generatorFor(request)).generate(request);
      } catch (error) {
        request.signal?.throwIfAborted();
        throw failure(error);
      }
    },
    async complete(prompt, options = {}) {
      try {
        const generator = await generatorFor({ maxTokens: options.maxTokens });
        return (await generator.complete?.(prompt, options)) ?? "";
      } catch (error) {
        options.signal?.throwIfAborted();
        throw failure(error);
      }
    },
  };
}

/**
 * Claude cites documents by itself; gateways and models that do not know of it are asked for quotes, with
 * `?citations=quotes`.
 */
function citationsOf(provider: ChatProvider, requested = "documents"): "documents" | "quotes" {
  if (requested !== "documents" && requested !== "quotes")
    throw new InvalidOptionError("citations", requested, '"documents" or "quotes"');
  return provider === "anthropic" ? requested : "quotes";
}

async function chatModel(
  { provider, name, contextTokens, baseUrl, refused, temperature, thinkingTokens }: RequestedModel,
  maxTokens: number,
): Promise<BaseChatModel> {
  if (thinkingTokens !== undefined && provider !== "anthropic")
    throw new InvalidOptionError(
      "thinkingTokens",
      thinkingTokens,
      `a model with a thinking budget, not ${provider}:${name}`,
    );
  const shared = {
    model: name,
    maxRetries: maxRetries[provider],
    ...(temperature !== undefined && { temperature }),
  };
  switch (provider) {
    case "anthropic": {
      const { ChatAnthropic } = await optionalImport("@langchain/anthropic", () => import("@langchain/anthropic"));
      return new ChatAnthropic({
        ...shared,
        // The service counts reasoning as part of the answer, and refuses a temperature with it.
        maxTokens: maxTokens + (thinkingTokens ?? 0),
        ...(thinkingTokens !== undefined && {
          temperature: undefined,
          thinking: { type: "enabled", budget_tokens: thinkingTokens },
        }),
        clientOptions: { fetch: boundedFetch },
        ...(baseUrl !== undefined && { anthropicApiUrl: baseUrl }),
      });
    }
    case "openai": {
      const { ChatOpenAI } = await optionalImport("@langchain/openai", () => import("@langchain/openai"));
      return new ChatOpenAI({
        ...shared,
        maxTokens,
        configuration: { fetch: boundedFetch },
        ...(baseUrl !== undefined && ownServer(baseUrl, refused)),
      });
    }
    case "ollama": {
      const { ChatOllama } = await optionalImport("@langchain/ollama", () => import("@langchain/ollama"));
      // Without numCtx the server silently cuts a prompt to its own default.
      return new ChatOllama({
        ...shared,
        numPredict: maxTokens,
        numCtx: contextTokens,
        fetch: boundedFetch,
        ...(baseUrl !== undefined && { baseUrl }),
      });
    }
  }
}
