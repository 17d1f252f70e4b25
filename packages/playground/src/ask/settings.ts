import type { AskRequest } from "../api/shapes.js";

/** How questions are answered, as the reader set it; empty fields are the server's defaults. */
export interface Settings {
  readonly model: string;
  readonly policy: "mark" | "drop" | "strict";
  readonly filter: string;
  readonly system: string;
  readonly temperature: string;
  readonly maxTokens: string;
  readonly thinkingTokens: string;
}

/** Nothing set. */
export const defaultSettings: Settings = {
  model: "",
  policy: "mark",
  filter: "",
  system: "",
  temperature: "",
  maxTokens: "",
  thinkingTokens: "",
};

/** The request that a question makes with these settings. */
export function requestOf(question: string, settings: Settings): AskRequest {
  const { model, policy, filter, system, temperature, maxTokens, thinkingTokens } = settings;
  const offline = model === "extractive";
  return {
    question,
    ...(model === "" ? {} : { model }),
    policy,
    ...(filter.trim() === "" ? {} : { filter: filter.trim() }),
    ...(offline || system.trim() === "" ? {} : { system: system.trim() }),
    ...(offline ? {} : numbers({ temperature, maxTokens, thinkingTokens })),
  };
}

function numbers(fields: Readonly<Record<string, string>>): Record<string, number> {
  const set = Object.entries(fields).filter(([, value]) => value.trim() !== "" && Number.isFinite(Number(value)));
  return Object.fromEntries(set.map(([name, value]) => [name, Number(value)]));
}
