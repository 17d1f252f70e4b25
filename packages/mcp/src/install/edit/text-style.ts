/** How a text breaks and indents its lines. */
export interface TextStyle {
  readonly eol: "\n" | "\r\n";
  readonly indent: string;
}

export function textStyle(text: string): TextStyle {
  const eol = /\r?\n/u.exec(text)?.[0] === "\r\n" ? "\r\n" : "\n";
  return { eol, indent: /^[ \t]+(?=["'])/mu.exec(text)?.[0] ?? "  " };
}
