/** Models that share a protocol dialect: which fields they refuse, how they stream, what their errors look like. */
export const modelFamilies = ["llama", "llama-4", "claude", "openai", "gte", "bge", "qwen"] as const;

export type ModelFamily = (typeof modelFamilies)[number];
