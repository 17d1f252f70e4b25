/** The embedder of a new index. */
export const defaultEmbedder = "static-en-v1";

/** The spec for searching without a reranker. */
export const noReranker = "off";

/** The spec of the optional local encoder, which is a package of its own. */
export const localEncoder = "minilm";

/** The generator of an answer. */
export const defaultGenerator = "extractive";
