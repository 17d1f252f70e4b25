import type { Terminal } from "../terminal.js";
import type { AnyListedModel } from "./any-listed-model.js";
import { modelSize } from "./model-size.js";
import { priceText } from "./price.js";
import { retirementText } from "./retirement.js";

/** A model in one line of a list: its spec, size, price and state, and a second line if it is retired. */
export function renderModelLine(terminal: Terminal, model: AnyListedModel): string {
  const { spec, title, provider, configured } = model;
  // Nothing was asked: a sign-in that is set up may still be refused.
  const set = provider === "local" ? "ready" : "configured";
  const state = configured ? terminal.style("green", set) : "not configured";
  const facts = [title, modelSize(model), priceText(model), state].filter((part) => part !== "").join(" · ");
  const retired = retirementText(model);
  return `  ${terminal.style("cyan", spec.padEnd(42))} ${facts}\n` + (retired === null ? "" : `    ${retired}\n`);
}
