import type { MarkedText } from "./excerpt.js";

/** Lines of at most `width` characters, cut between words; a longer word is a line of its own. Marks are cut with it. */
export function wrapText({ text, marks }: MarkedText, width: number): MarkedText[] {
  const lines: MarkedText[] = [];
  for (let start = 0; start < text.length;) {
    const end = lineEnd(text, start, width);
    const inLine = marks
      .map((mark) => ({ start: Math.max(mark.start, start) - start, end: Math.min(mark.end, end) - start }))
      .filter((mark) => mark.start < mark.end);
    lines.push({ text: text.slice(start, end), marks: inLine });
    start = text[end] === " " ? end + 1 : end;
  }
  return lines;
}

function lineEnd(text: string, start: number, width: number): number {
  if (text.length - start <= width) return text.length;
  const before = text.lastIndexOf(" ", start + width);
  if (before > start) return before;
  const after = text.indexOf(" ", start + width);
  return after === -1 ? text.length : after;
}
