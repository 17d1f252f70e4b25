import type { ListedChatModel, ListedEmbeddingModel } from "@ragstone/core";
import type { Terminal } from "../terminal.js";

export type AnyListedModel = ListedChatModel | ListedEmbeddingModel;

/** All that is known of a model, a fact per line; lines without a fact are left out. */
export function renderModel(terminal: Terminal, model: AnyListedModel): string {
  const { details, retirement, limitsSource } = model;
  const limits = Object.entries(model.limits).map(([name, value]) => `${name} ${value.toLocaleString("en")}`);
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ["about", details?.about],
    ["size", sizeOf(model)],
    ["languages", details?.languages],
    ["status", details?.status],
    ["retired", retirement && `${retirement.date}; use databricks:${retirement.replacement}`],
    ["hosting", details?.hosting],
    ["price", priceOf(model)],
    [
      "limits",
      limits.length === 0 ? null : limits.join(", ") + (limitsSource === null ? "" : ` (${limitsSource.from})`),
    ],
    ["licence", model.licence],
    ["use policy", model.acceptableUse],
    ["advice", details?.advice],
    ["notes", model.notes],
    ["source", details?.source],
    ["ready", model.configured ? "yes" : "not configured"],
  ];
  const lines = facts.flatMap(([label, fact]) =>
    fact === null || fact === undefined || fact === ""
      ? []
      : [`  ${terminal.style("dim", label.padEnd(11))} ${fact}\n`],
  );
  return `${terminal.style("bold", model.title)} (${terminal.style("cyan", model.spec)})\n${lines.join("")}`;
}

function sizeOf(model: AnyListedModel): string {
  if ("windowTokens" in model) {
    const { windowTokens, dimensions, normalised, queryInstruction } = model;
    const instruction = queryInstruction === null ? "" : `, instruction ${JSON.stringify(queryInstruction)}`;
    return `window ${windowTokens.toLocaleString("en")} tokens, ${dimensions} dimensions, vectors ${normalised ? "" : "not "}normalized${instruction}`;
  }
  const { contextTokens, maxOutputTokens, thinking } = model;
  return [
    contextTokens === null ? "" : `context ${contextTokens.toLocaleString("en")} tokens`,
    maxOutputTokens === null ? "" : `answers up to ${maxOutputTokens.toLocaleString("en")}`,
    thinking ? "can think before it answers" : "",
  ]
    .filter((part) => part !== "")
    .join(", ");
}

function priceOf({ usdPerMillionTokens: price, pricesAsOf }: AnyListedModel): string {
  if (price === null) return "unknown";
  if (price.input + price.output === 0) return "free";
  const out = price.output > 0 ? ` in, ${price.output} out` : "";
  return `USD ${price.input}${out} per million tokens${pricesAsOf === null ? "" : `, read ${pricesAsOf}`}`;
}
