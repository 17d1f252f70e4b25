import type { SpanAttributes } from "./tracing.js";

/** Attributes of the GenAI semantic conventions for a model as specs name it: `databricks:gte-large-en?window=512`. */
export function modelAttributes(operation: "chat" | "embeddings", spec: string): SpanAttributes {
  return {
    "gen_ai.operation.name": operation,
    "gen_ai.provider.name": /^([\w.-]+):/u.exec(spec)?.[1] ?? "ragstone",
    "gen_ai.request.model": modelName(spec),
  };
}

/** A spec without its provider and parameters. */
export function modelName(spec: string): string {
  return spec.replace(/^[\w.-]+:/u, "").replace(/\?.*$/u, "");
}
