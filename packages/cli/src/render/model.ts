import type { Terminal } from "../terminal.js";
import type { AnyListedModel } from "./any-listed-model.js";
import { priceText } from "./price.js";
import { retirementText } from "./retirement.js";

/**
 * All that is known of a model, a fact per line; lines without a fact are left out.
 *
 * @param state - whether it can be used, as far as that is known
 */
export function renderModel(terminal: Terminal, model: AnyListedModel, state: string): string {
  const { details, limitsSource, pricesAsOf, source } = model;
  const limits = Object.entries(model.limits).map(([name, value]) => `${name} ${value.toLocaleString("en")}`);
  const read = pricesAsOf === null ? "" : `, read ${pricesAsOf}`;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ["about", details?.about],
    ["size", sizeOf(model)],
    ["languages", details?.languages],
    ["status", details?.status],
    ["retirement", retirementText(model)],
    ["hosting", details?.hosting],
    ["price", priceText(model) + read],
    [
      "limits",
      limits.length === 0 ? null : limits.join(", ") + (limitsSource === null ? "" : ` (${limitsSource.from})`),
    ],
    ["licence", model.licence],
    ["use policy", model.acceptableUse],
    ["advice", details?.advice],
    ["notes", model.notes],
    ["source", details?.source ?? (source === undefined ? null : `${source.from}, ${source.asOf}`)],
    ["ready", state],
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
