import type { AnyListedModel } from "./any-listed-model.js";

/** A model's size in a list: window and dimensions, or context; empty if not known. */
export function modelSize(model: AnyListedModel): string {
  if ("windowTokens" in model)
    return `window ${model.windowTokens.toLocaleString("en")}, ${model.dimensions} dimensions`;
  return model.contextTokens === null ? "" : `context ${model.contextTokens.toLocaleString("en")}`;
}
