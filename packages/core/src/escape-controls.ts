/**
 * Characters that move the cursor, end a line, colour a terminal or reorder the text around them: control characters,
 * line and paragraph separators, and the bidirectional controls (Unicode property `Bidi_Control`).
 */
const controls = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

const shortForms: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Directional marks, which are legitimate in Arabic and Hebrew text and reorder only their neighbours. */
const marks = new Set(["\u061C", "\u200E", "\u200F"]);

/**
 * Makes untrusted text safe to print: a file name, heading, quote or message can neither start a new line nor control a
 * terminal. Control characters become visible escapes such as `\n` and `\u001b`.
 *
 * @param options - `keepLines` for running text, in which line feeds, tabs and directional marks are ordinary
 */
export function escapeControls(text: string, { keepLines = false }: { readonly keepLines?: boolean } = {}): string {
  const lines = keepLines ? text.replaceAll("\r\n", "\n") : text;
  return lines.replaceAll(controls, (control) => {
    if (keepLines && (control === "\n" || control === "\t" || marks.has(control))) return control;
    return shortForms[control] ?? `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
