/** Of a caller's further instructions: they share a model's window with the sources. */
export const maxSystemCharacters = 20_000;
