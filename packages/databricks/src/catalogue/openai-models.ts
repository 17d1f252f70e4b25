import type { ChatModel } from "./catalogue-model.js";
import { openTokenLimits2026, partnerTokenLimits2026 } from "./limit-sources.js";
import { modelData2026, modelPage2026 } from "./model-sources.js";

interface Maker {
  readonly licence: string;
  readonly acceptableUse: string;
  readonly tokenLimits: ChatModel["tokenLimits"];
}

const gpt: Maker = {
  licence: "Proprietary (OpenAI), offered by Databricks",
  acceptableUse: "https://openai.com/policies/usage-policies/",
  tokenLimits: partnerTokenLimits2026,
};
const gptOss: Maker = {
  licence: "Apache-2.0",
  acceptableUse: "https://huggingface.co/openai/gpt-oss-120b/blob/main/USAGE_POLICY",
  tokenLimits: openTokenLimits2026,
};
const gemini: Maker = {
  licence: "Proprietary (Google), offered by Databricks",
  acceptableUse: "https://policies.google.com/terms/generative-ai/use-policy",
  tokenLimits: partnerTokenLimits2026,
};
const gemma: Maker = {
  licence: "Gemma Terms of Use",
  acceptableUse: "https://ai.google.dev/gemma/prohibited_use_policy (terms: https://ai.google.dev/gemma/terms)",
  tokenLimits: openTokenLimits2026,
};
const qwen: Maker = {
  licence: "Apache-2.0",
  acceptableUse: "https://huggingface.co/Qwen",
  tokenLimits: openTokenLimits2026,
};

const responsesOnly =
  "Reported to answer on the Responses API only (2026-09), which Ragstone does not use: requests may be rejected.";

type Figures = Pick<ChatModel, "contextTokens" | "maxOutputTokens"> & Partial<Pick<ChatModel, "notes" | "source">>;

function plain(name: string, title: string, maker: Maker, figures: Figures): ChatModel {
  return {
    kind: "chat",
    name,
    endpoint: `databricks-${name}`,
    title,
    servedNames: [name],
    dialect: "openai",
    thinking: false,
    source: modelData2026,
    limits: {},
    limitsSource: null,
    notes: "",
    retirement: null,
    ...maker,
    ...figures,
  };
}

/** Models of other makers, which all take the plain form of a request. */
export const openAiModels: readonly ChatModel[] = [
  plain("gpt-5-5", "GPT-5.5", gpt, { contextTokens: 1_050_000, maxOutputTokens: 128_000, notes: responsesOnly }),
  plain("gpt-5-2", "GPT-5.2", gpt, { contextTokens: 400_000, maxOutputTokens: 128_000 }),
  plain("gpt-5-1", "GPT-5.1", gpt, { contextTokens: 400_000, maxOutputTokens: 128_000 }),
  plain("gpt-5", "GPT-5", gpt, { contextTokens: 400_000, maxOutputTokens: 128_000 }),
  plain("gpt-5-mini", "GPT-5 mini", gpt, { contextTokens: 400_000, maxOutputTokens: 128_000 }),
  plain("gpt-5-nano", "GPT-5 nano", gpt, { contextTokens: 400_000, maxOutputTokens: 128_000 }),
  plain("gpt-oss-120b", "GPT OSS 120B", gptOss, { contextTokens: 128_000, maxOutputTokens: 25_000 }),
  plain("gpt-oss-20b", "GPT OSS 20B", gptOss, { contextTokens: 128_000, maxOutputTokens: 25_000 }),
  plain("gemini-3-1-pro", "Gemini 3.1 Pro", gemini, {
    contextTokens: 1_000_000,
    maxOutputTokens: 65_535,
    source: modelPage2026,
  }),
  plain("gemini-3-pro", "Gemini 3 Pro", gemini, {
    contextTokens: 1_000_000,
    maxOutputTokens: 65_535,
    source: modelPage2026,
  }),
  plain("gemini-3-flash", "Gemini 3 Flash", gemini, {
    contextTokens: 1_000_000,
    maxOutputTokens: 65_535,
    source: modelPage2026,
  }),
  plain("gemini-2-5-pro", "Gemini 2.5 Pro", gemini, { contextTokens: 1_048_576, maxOutputTokens: 65_535 }),
  plain("gemini-2-5-flash", "Gemini 2.5 Flash", gemini, { contextTokens: 1_048_576, maxOutputTokens: 65_535 }),
  plain("gemma-3-12b", "Gemma 3 12B", gemma, { contextTokens: 128_000, maxOutputTokens: 8192 }),
  // "max_tokens cannot exceed 10000", answered by this model (github databrickslabs/kasal).
  plain("qwen3-next-80b-a3b-instruct", "Qwen3-Next 80B A3B Instruct", qwen, {
    contextTokens: 128_000,
    maxOutputTokens: 10_000,
    source: modelPage2026,
  }),
  plain("qwen35-122b-a10b", "Qwen3.5 122B A10B", qwen, {
    contextTokens: 256_000,
    maxOutputTokens: 25_000,
    source: modelPage2026,
  }),
];
