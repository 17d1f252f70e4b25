import type { TextRange } from "@ragstone/core";
import type { ComponentChildren } from "preact";

/** A highlighted range of a document: the citation that was opened, or another one of the same answer. */
export interface Highlight extends TextRange {
  readonly id: number;
  readonly current: boolean;
}

interface MarkedTextProps extends TextRange {
  readonly text: string;
  readonly highlights: readonly Highlight[];
}

/** `text.slice(start, end)`, character by character, with the highlighted ranges marked. */
export function MarkedText({ text, start, end, highlights }: MarkedTextProps) {
  const inside = highlights.filter((highlight) => highlight.start < end && highlight.end > start);
  const bounds = inside.flatMap((highlight) => [highlight.start, highlight.end]).filter((at) => at > start && at < end);
  const cuts = [start, ...[...new Set(bounds)].toSorted((a, b) => a - b), end];
  return <>{cuts.slice(1).map((to, index) => piece(text, { start: cuts[index]!, end: to }, inside))}</>;
}

function piece(text: string, { start, end }: TextRange, highlights: readonly Highlight[]): ComponentChildren {
  const content = text.slice(start, end);
  const covering = highlights.filter((highlight) => highlight.start <= start && highlight.end >= end);
  const highlight = covering.find(({ current }) => current) ?? covering[0];
  if (highlight === undefined) return content;
  return (
    <mark key={start} class={highlight.current ? "cited cited-current" : "cited"} data-citation={highlight.id}>
      {content}
    </mark>
  );
}
