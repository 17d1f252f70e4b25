import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { fromChatModel } from "@ragstone/chain/langchain";
import type { Generator } from "@ragstone/core";
import type { ModelContext } from "../models/model-context.js";
import { optionalImport } from "./_optional-import.js";

/** Answers have room for a page and a half; a request's own `maxTokens` goes before. */
const defaultMaxTokens = 2048;

/** What the larger models of each provider take, in tokens; a safe floor where the model is not known. */
const contextTokens = { anthropic: 200_000, openai: 128_000, ollama: 8192 } as const;

/** A generator of a LangChain chat model. The provider's package is loaded here and nowhere else. */
export async function langchainGenerator(
  provider: "anthropic" | "openai" | "ollama",
  name: string,
  parameters: Readonly<Record<string, string>>,
  context: ModelContext,
): Promise<Generator> {
  const model = await chatModel(provider, name, context);
  const price = context.prices?.[`${provider}:${name}`];
  return fromChatModel(model, {
    name: `${provider}:${name}`,
    contextTokens: Number(parameters["context"] ?? contextTokens[provider]),
    ...(price !== undefined && { usdPerMillionTokens: { input: price.input ?? 0, output: price.output ?? 0 } }),
  });
}

async function chatModel(provider: "anthropic" | "openai" | "ollama", name: string, { baseUrl }: ModelContext): Promise<BaseChatModel> {
  switch (provider) {
    case "anthropic": {
      const { ChatAnthropic } = await optionalImport("@langchain/anthropic", () => import("@langchain/anthropic"));
      return new ChatAnthropic({ model: name, maxTokens: defaultMaxTokens, ...(baseUrl !== undefined && { anthropicApiUrl: baseUrl }) });
    }
    case "openai": {
      const { ChatOpenAI } = await optionalImport("@langchain/openai", () => import("@langchain/openai"));
      return new ChatOpenAI({ model: name, maxTokens: defaultMaxTokens, ...(baseUrl !== undefined && { configuration: { baseURL: baseUrl } }) });
    }
    case "ollama": {
      const { ChatOllama } = await optionalImport("@langchain/ollama", () => import("@langchain/ollama"));
      return new ChatOllama({ model: name, numPredict: defaultMaxTokens, ...(baseUrl !== undefined && { baseUrl }) });
    }
  }
}
