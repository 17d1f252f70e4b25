/**
 * Invisible characters that could carry text past a reader: tags, bidirectional controls, zero-width and control
 * characters.
 */
const hidden = /[\u{e0000}-\u{e007f}\u202a-\u202e\u2066-\u2069\u200b\u2060-\u2064\ufeff]|(?![\t\n\r])\p{Cc}/gu;

/**
 * Text of a source for a prompt: without invisible characters, and without the request's nonce if it occurs there.
 */
export function cleanSource(text: string, nonce: string): string {
  return text.replace(hidden, "").replaceAll(nonce, "");
}

/** A path or heading for a prompt: on one line, without what could end a tag. */
export function cleanLabel(text: string): string {
  return text
    .replace(hidden, "")
    .replace(/[<>&"\r\n]/gu, " ")
    .slice(0, 200);
}
