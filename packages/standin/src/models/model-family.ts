/** Models that share a protocol dialect: which fields they refuse, how they stream, what their errors look like. */
export type ModelFamily = "llama" | "llama-4" | "claude" | "gte" | "bge";
