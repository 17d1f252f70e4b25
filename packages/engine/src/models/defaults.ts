/** The embedder of a new index. */
export const defaultEmbedder = "static-en-v1";

/** The generator of an answer. */
export const defaultGenerator = "extractive";
