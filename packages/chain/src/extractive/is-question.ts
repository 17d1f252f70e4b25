const closing = /\?[\s"'”’»)\]*_`]*$/u;

/** Whether a sentence of a document asks: it is never an answer, only the heading of one. */
export function isQuestion(sentence: string): boolean {
  return closing.test(sentence);
}
