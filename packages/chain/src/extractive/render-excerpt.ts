import type { TextRange } from "@ragstone/core";
import type { Excerpt } from "./excerpt.js";
import { shownText } from "./shown-text.js";

type Kind = Parameters<typeof shownText>[1];

interface Line extends TextRange {
  readonly kind: Kind;
}

/** The excerpt as a reader sees it, one line per element, with the range of the key sentence in that text. */
export function renderExcerpt(excerpt: Excerpt): { readonly text: string; readonly key: TextRange } {
  const { passage, key } = excerpt;
  const lines = linesOf(excerpt);
  const isList = lines.filter((line) => line.kind === "list-item").length > 1;
  let text = "";
  let found: TextRange | null = null;
  for (const line of lines) {
    const mark = isList && line.kind === "list-item" ? "- " : "";
    const shown = mark + shownText(passage.text.slice(line.start, line.end), line.kind);
    const from = text === "" ? 0 : text.length + 1;
    text += (text === "" ? "" : "\n") + shown;
    if (found === null && line.start <= key.start && key.end <= line.end) {
      const quoted = shownText(passage.text.slice(key.start, key.end), line.kind);
      const at = Math.max(0, shown.indexOf(quoted));
      found = { start: from + at, end: from + Math.min(shown.length, at + quoted.length) };
    }
  }
  return { text, key: found ?? { start: 0, end: text.length } };
}

/** The parts of the excerpt that get a line each: what a piece has of every element, and terms and headers. */
function linesOf({ elements, element, pieces }: Excerpt): Line[] {
  return pieces.flatMap((piece): Line[] => {
    const inside = elements
      .filter((one) => one.start < piece.end && piece.start < one.end)
      .map(({ kind, start, end }) => ({
        kind: kind === "paragraph" ? ("sentence" as const) : kind,
        start: Math.max(start, piece.start),
        end: Math.min(end, piece.end),
      }));
    if (inside.length > 0) return inside;
    return [{ ...piece, kind: element.kind === "row" ? "row" : "sentence" }];
  });
}
