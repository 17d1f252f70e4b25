/** A line of a text. */
export interface Line {
  readonly start: number;
  /** Before the line end and the white space in front of it. */
  readonly end: number;
  /** Columns of white space before the text; -1 for a blank line. */
  readonly indent: number;
  readonly text: string;
}

/** Lines of a text in order. A tab counts as one column, enough to tell deeper from less deep. */
export function rstLines(text: string): Line[] {
  const lines: Line[] = [];
  const breaks = /\r\n?|\n/g;
  let start = 0;
  for (;;) {
    const match = breaks.exec(text);
    const stop = match?.index ?? text.length;
    const raw = text.slice(start, stop);
    const kept = raw.trimEnd();
    lines.push({
      start,
      end: start + kept.length,
      indent: kept === "" ? -1 : kept.length - kept.trimStart().length,
      text: kept,
    });
    if (match === null) return lines;
    start = breaks.lastIndex;
  }
}
