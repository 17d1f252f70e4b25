import { escapeControls, type Hit, type TextRange } from "@ragstone/core";

/** A line of text, white space collapsed, with the ranges to emphasize. */
export interface MarkedText {
  readonly text: string;
  readonly marks: readonly TextRange[];
}

const maxCharacters = 240;

/** Characters before the first marked word in which the sentence may begin; beyond them it is cut. */
const maxBefore = 100;

const sentenceEnd = /[.!?]\s+|\n\s*/gu;

/** The part of a hit's text that matches the query: from the start of the sentence of its first highlight. */
export function excerptOf({ text, start, highlights = [] }: Pick<Hit, "text" | "start" | "highlights">): MarkedText {
  const ranges = highlights.map((range) => ({ start: range.start - start, end: range.end - start }));
  const from = ranges[0] === undefined ? 0 : sentenceStart(text, ranges[0].start);
  const to = wordEnd(text, from + maxCharacters);
  const marks: TextRange[] = [];
  let shown = from === 0 || text.slice(0, from).endsWith("\n") ? "" : "… ";
  let at = from;
  const add = (until: number): void => {
    const piece = escapeControls(text.slice(at, until).replaceAll(/\s+/gu, " "));
    shown += shown === "" ? piece.trimStart() : piece;
    at = until;
  };
  for (const range of ranges) {
    if (range.end > to) break;
    add(range.start);
    const begin = shown.length;
    add(range.end);
    marks.push({ start: begin, end: shown.length });
  }
  add(to);
  return { text: to < text.trimEnd().length ? `${shown.trimEnd()}…` : shown.trimEnd(), marks };
}

function sentenceStart(text: string, position: number): number {
  const least = Math.max(0, position - maxBefore);
  const ends = [...text.slice(least, position).matchAll(sentenceEnd)];
  const last = ends.at(-1);
  if (last !== undefined) return least + last.index + last[0].length;
  return least === 0 ? 0 : least + 1 + Math.max(0, text.slice(least, position).search(/\s/u));
}

/** The end of a word at or before a position, or the position in a text without spaces. */
function wordEnd(text: string, position: number): number {
  if (position >= text.length) return text.length;
  const space = text.slice(0, position + 1).search(/\s\S*$/u);
  return space > position - maxBefore ? space : position;
}
