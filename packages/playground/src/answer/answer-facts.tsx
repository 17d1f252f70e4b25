import type { Answer } from "@ragstone/core";
import { strings } from "../texts/strings.js";

type Facts = Pick<Answer, "model" | "confidence" | "usage" | "elapsedMs"> & { readonly status?: Answer["status"] };

/** Model, probability, tokens, cost and time of an answer. */
export function AnswerFacts({ answer }: { readonly answer: Facts }) {
  const { model, confidence, usage, elapsedMs, status } = answer;
  const tokens = usage.inputTokens + usage.outputTokens;
  const facts = [
    model,
    confidence === null || status === "refused" ? null : strings.confidence(Math.round(100 * confidence)),
    tokens === 0 ? null : strings.tokens(tokens.toLocaleString("en")),
    usage.costUsd === null ? null : strings.cost(usage.costUsd.toPrecision(2)),
    strings.seconds((elapsedMs / 1000).toFixed(elapsedMs < 10_000 ? 2 : 0)),
  ];
  return <p class="facts">{facts.filter((fact) => fact !== null).join(" · ")}</p>;
}
