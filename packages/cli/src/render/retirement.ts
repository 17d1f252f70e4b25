import type { ListedModel } from "@ragstone/core";

/** When a model's offer ends, and what to use instead; `null` for models that stay. */
export function retirementText({ retirement, provider }: Pick<ListedModel, "retirement" | "provider">): string | null {
  if (retirement === null) return null;
  const { date, replacement } = retirement;
  const tense = Date.parse(date) > Date.now() ? "retires" : "retired";
  return `${tense} ${date}; use ${provider}:${replacement}`;
}
