/**
 * Characters that a reader does not see but a model reads: bidirectional controls, zero-width and other default
 * ignorable characters, tags (U+E0000 to U+E007F), variation selectors, annotation marks, and control characters other
 * than tab and line feed. They can hide instructions in a document (UTR 36, UTS 39).
 */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u2028\u2029\uFFF9-\uFFFB]|(?![\t\n])\p{Cc}/gu;

/** Removes invisible characters from text of documents. Line ends become line feeds. */
export function stripInvisible(text: string): string {
  return text.replaceAll("\r\n", "\n").replaceAll(invisible, "");
}
