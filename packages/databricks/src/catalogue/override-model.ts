import { InvalidOptionError } from "@ragstone/core";
import type { CatalogueModel } from "./catalogue-model.js";
import type { SpecParameters } from "./spec-parameters.js";

/**
 * A model with the facts that a spec gives in place of its own.
 *
 * @throws {@link InvalidOptionError} for a fact of the other kind of model
 */
export function overrideModel(model: CatalogueModel, parameters: SpecParameters): CatalogueModel {
  const { context, max, dimensions, window, instruction, normalize } = parameters;
  if (model.kind === "chat") {
    refuse(model, { dimensions, window, instruction, normalize });
    const contextTokens = context ?? model.contextTokens;
    const maxOutputTokens = max ?? Math.min(model.maxOutputTokens, contextTokens);
    return { ...model, contextTokens, maxOutputTokens };
  }
  refuse(model, { context, max });
  return {
    ...model,
    dimensions: dimensions ?? model.dimensions,
    windowTokens: window ?? model.windowTokens,
    queryInstruction: instruction === undefined ? model.queryInstruction : instruction,
    normalise: normalize ?? model.normalise,
  };
}

function refuse({ kind, title }: CatalogueModel, foreign: Readonly<Record<string, unknown>>): void {
  const found = Object.entries(foreign).find(([, value]) => value !== undefined);
  if (found === undefined) return;
  const [name, value] = found;
  const expected = kind === "chat" ? "context and max" : "dimensions, window, instruction and normalize";
  throw new InvalidOptionError(
    name,
    value,
    `${expected} for ${kind === "chat" ? "a chat" : "an embedding"} model (${title})`,
    `Leave ${name} out: it is no property of this kind of model.`,
  );
}
