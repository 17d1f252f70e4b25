import type { TextRange } from "@ragstone/core";

/** A line of a text, without its end and the white space before it. */
export interface TextLine extends TextRange {
  readonly content: string;
}

/** The lines of a text that are not blank. Linear. */
export function* textLines(text: string): Generator<TextLine> {
  const lines = /[^\r\n]*\S/g;
  for (let match = lines.exec(text); match !== null; match = lines.exec(text))
    yield { start: match.index, end: lines.lastIndex, content: match[0] };
}
