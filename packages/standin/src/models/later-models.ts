import { servedLike } from "./served-like.js";
import type { ServedModel } from "./served-model.js";

const thinks = { contextTokens: 200_000, maxOutputTokens: 64_000 } as const;
const thinksByItself = { ...thinks, fixedTemperature: true, noThinkingBudget: true } as const;
const gpt = {
  contextTokens: 400_000,
  maxOutputTokens: 128_000,
  fixedTemperature: true,
  streamOptions: true,
  completionTokens: true,
} as const;
const gemini = { contextTokens: 1_000_000, maxOutputTokens: 65_535, streamOptions: true } as const;
const open = { contextTokens: 128_000, maxOutputTokens: 25_000 } as const;

/**
 * Models that came after May 2025. Windows and caps: github truefoundry/models, providers/databricks; rules of
 * temperature and thinking: the makers' references.
 */
export const laterModels: readonly ServedModel[] = [
  servedLike("databricks-claude-sonnet-4-5", "claude", thinks),
  servedLike("databricks-claude-sonnet-4-6", "claude", thinks),
  servedLike("databricks-claude-haiku-4-5", "claude", thinks),
  servedLike("databricks-claude-opus-4-5", "claude", thinks),
  servedLike("databricks-claude-opus-4-6", "claude", thinks),
  servedLike("databricks-claude-opus-4-7", "claude", thinksByItself),
  servedLike("databricks-claude-sonnet-5", "claude", thinksByItself),
  servedLike("databricks-gpt-5-5", "openai", gpt),
  servedLike("databricks-gpt-5-2", "openai", gpt),
  servedLike("databricks-gpt-5-1", "openai", gpt),
  servedLike("databricks-gpt-5", "openai", gpt),
  servedLike("databricks-gpt-5-mini", "openai", gpt),
  servedLike("databricks-gpt-5-nano", "openai", gpt),
  servedLike("databricks-gemini-3-1-pro", "openai", gemini),
  servedLike("databricks-gemini-3-pro", "openai", gemini),
  servedLike("databricks-gemini-3-flash", "openai", gemini),
  servedLike("databricks-gemini-2-5-pro", "openai", gemini),
  servedLike("databricks-gemini-2-5-flash", "openai", gemini),
  servedLike("databricks-gpt-oss-120b", "openai", open),
  servedLike("databricks-gpt-oss-20b", "openai", open),
  servedLike("databricks-gemma-3-12b", "openai", { ...open, maxOutputTokens: 8192 }),
  servedLike("databricks-qwen3-next-80b-a3b-instruct", "openai", { ...open, maxOutputTokens: 10_000 }),
  servedLike("databricks-qwen35-122b-a10b", "openai", { ...open, contextTokens: 256_000 }),
  servedLike("databricks-qwen3-embedding-0-6b", "qwen"),
];
