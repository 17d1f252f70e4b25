/** Tokens that the instructions take at most; the test of the prompt counts them. */
export const instructionTokens = 450;

/** Tokens that the fence around one source takes at most, short paths and headings given. */
export const sourceOverheadTokens = 80;
