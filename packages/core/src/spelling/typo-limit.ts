/** Letters from which one edit, and from which two edits, may separate a typo from the word that was meant. */
const oneEditFrom = 4;
const twoEditsFrom = 8;

/**
 * Number of edits that a typo in a word may have: none below 4 letters, 1 below 8, 2 from there on. Shorter words are
 * one edit away from too many others.
 */
export function typoLimit(word: string): number {
  return word.length < oneEditFrom ? 0 : word.length < twoEditsFrom ? 1 : 2;
}
