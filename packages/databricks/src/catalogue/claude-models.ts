import type { ChatModel } from "./catalogue-model.js";
import type { ModelLimits, Source } from "./model-limits.js";
import { partnerTokenLimits2026, requestLimits2025 } from "./limit-sources.js";
import { modelData2026, modelPage2025 } from "./model-sources.js";

const acceptableUse = "https://www.anthropic.com/legal/aup";
const licence = "Proprietary (Anthropic), hosted by Databricks";

/** A window above the others' is believed when a workspace has shown it. */
const wideContext = "Its context is given as 1,000,000 tokens; 200,000 are used unless ?context= says more.";
const noBudget = "Takes no thinking budget and no temperature.";

function claude(
  name: string,
  title: string,
  {
    contextTokens,
    maxOutputTokens,
    thinking = true,
    notes = "",
    source = modelData2026,
    limits = {},
    limitsSource = null,
    retirement = null,
  }: {
    readonly contextTokens: number;
    readonly maxOutputTokens: number;
    readonly thinking?: boolean;
    readonly notes?: string;
    readonly source?: Source;
    readonly limits?: ModelLimits;
    readonly limitsSource?: Source | null;
    readonly retirement?: ChatModel["retirement"];
  },
): ChatModel {
  const endpoint = `databricks-${name}`;
  return {
    kind: "chat",
    name,
    endpoint,
    title,
    servedNames: [name],
    dialect: "claude",
    contextTokens,
    maxOutputTokens,
    thinking,
    source,
    limits,
    limitsSource,
    tokenLimits: partnerTokenLimits2026,
    licence,
    acceptableUse,
    notes,
    retirement,
  };
}

export const claudeModels: readonly ChatModel[] = [
  claude("claude-3-7-sonnet", "Claude 3.7 Sonnet", {
    contextTokens: 200_000, // Anthropic's figure; Databricks gives none
    maxOutputTokens: 64_000, // Anthropic's figure without the beta that allows 128,000
    source: modelPage2025,
    limits: { queriesPerSecond: 4, queriesPerHour: 2400 },
    limitsSource: requestLimits2025,
    notes:
      "Hybrid reasoning: thinking has a budget. " +
      "Where pay-per-token access ended, a provisioned or external endpoint still works by its own name.",
    retirement: {
      date: "2026-05-20",
      replacement: "claude-sonnet-4-6",
      source:
        "github databricks/tmm pull request 33 (2026-05-20: pay-per-token disabled; " +
        "names databricks-claude-sonnet-4-6 as the Claude alternative)",
    },
  }),
  claude("claude-sonnet-4", "Claude Sonnet 4", {
    contextTokens: 200_000,
    maxOutputTokens: 64_000,
    limits: { queriesPerSecond: 2 },
    limitsSource: requestLimits2025,
    retirement: {
      date: "2026-06-15",
      replacement: "claude-sonnet-4-6",
      source: "Anthropic release notes 2026-06-15; github databrickslabs/kasal on the Databricks endpoint",
    },
  }),
  claude("claude-sonnet-4-5", "Claude Sonnet 4.5", {
    contextTokens: 200_000,
    maxOutputTokens: 64_000,
  }),
  claude("claude-sonnet-4-6", "Claude Sonnet 4.6", {
    contextTokens: 200_000,
    maxOutputTokens: 64_000,
    notes: wideContext,
  }),
  claude("claude-opus-4-1", "Claude Opus 4.1", {
    contextTokens: 200_000,
    maxOutputTokens: 32_000,
  }),
  claude("claude-opus-4-5", "Claude Opus 4.5", {
    contextTokens: 200_000,
    maxOutputTokens: 64_000,
  }),
  claude("claude-haiku-4-5", "Claude Haiku 4.5", {
    contextTokens: 200_000,
    maxOutputTokens: 64_000,
  }),
  claude("claude-opus-4-6", "Claude Opus 4.6", {
    contextTokens: 200_000,
    maxOutputTokens: 128_000,
    notes: wideContext,
  }),
  claude("claude-opus-4-7", "Claude Opus 4.7", {
    contextTokens: 200_000,
    maxOutputTokens: 128_000,
    thinking: false,
    notes: `${noBudget} ${wideContext}`,
  }),
  claude("claude-sonnet-5", "Claude Sonnet 5", {
    contextTokens: 200_000,
    maxOutputTokens: 128_000,
    thinking: false,
    notes: `${noBudget} ${wideContext}`,
  }),
];
