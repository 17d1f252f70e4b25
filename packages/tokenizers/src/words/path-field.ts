/** Weight of a word in the path of a document against the same word once in its text. */
export const pathWeight = 0.5;

/** Chunks from which a word of paths, such as the name of a folder with everything in it, says nothing. */
export const maxPathChunks = 20_000;
