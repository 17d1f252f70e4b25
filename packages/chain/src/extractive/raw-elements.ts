import type { Block, Passage, TextRange } from "@ragstone/core";
import { splitUnits, unitsOf } from "@ragstone/verify/internal";
import type { TextElement } from "./text-element.js";

/** An element before it is known what completes it. */
export interface RawElement extends TextRange {
  readonly kind: TextElement["kind"] | "heading" | "term";
  readonly sentences: readonly TextRange[];
  /** Nesting depth of a list item, level of a heading. */
  readonly level: number;
  readonly header: TextRange | null;
  /** Label of a heading. */
  readonly label: string;
}

const plain = { level: 1, header: null, label: "" } as const;
const listMark = /^\s*(?:[-*+•‣▪◦]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s/u;

/** Cuts a passage into its paragraphs, items, rows, pieces of code and headings, in order. */
export function rawElements(passage: Passage): RawElement[] {
  const { text, start, blocks = [] } = passage;
  const found: RawElement[] = [];
  let at = 0;
  for (const block of blocks) {
    const from = Math.max(at, block.start - start);
    const to = Math.min(text.length, block.end - start);
    if (to <= from) continue;
    found.push(...looseElements(text, at, from), ...blockElements(passage, block, { start: from, end: to }));
    at = to;
  }
  found.push(...looseElements(text, at, text.length));
  return found;
}

function blockElements({ text, start }: Passage, block: Block, range: TextRange): RawElement[] {
  const part = text.slice(range.start, range.end);
  switch (block.kind) {
    case "heading":
      return [
        { ...plain, ...range, kind: "heading", sentences: [], level: block.level ?? 1, label: block.label ?? part },
      ];
    case "definition-term":
      return [{ ...plain, ...range, kind: "term", sentences: [] }];
    case "paragraph":
    case "caption":
    case "quote":
    case "list-item": {
      const sentences = splitUnits(part).map((unit) => moved(unit, range.start));
      const kind = block.kind === "list-item" ? block.kind : "paragraph";
      return sentences.length === 0
        ? []
        : [{ ...plain, ...spanOf(sentences), kind, sentences, level: block.level ?? 1 }];
    }
    case "table":
    case "code": {
      const clipped = { ...block, start: start + range.start, end: start + range.end };
      const units = unitsOf({ text: part, start: start + range.start, blocks: [clipped] }).map((unit) => ({
        kind: unit.kind,
        ...moved(unit, range.start),
      }));
      const headers = units.filter((unit) => block.kind === "table" && unit.kind === "heading");
      const header = headers.length === 0 ? null : (headers.at(-1) ?? null);
      return units
        .filter((unit) => unit.kind !== "heading")
        .map((unit) => ({
          ...plain,
          start: unit.start,
          end: unit.end,
          kind: unit.kind === "code" ? "code" : "row",
          sentences: [unit],
          header,
        }));
    }
    default:
      return [];
  }
}

/** Elements of text without blocks, by the look of its lines. */
function looseElements(text: string, from: number, to: number): RawElement[] {
  const found: RawElement[] = [];
  let last = { paragraph: -1, kind: "" };
  for (const unit of splitUnits(text.slice(from, to))) {
    const range = moved(unit, from);
    const part = text.slice(range.start, range.end);
    const open = found.at(-1);
    const continues =
      unit.paragraph === last.paragraph &&
      unit.kind === last.kind &&
      (unit.kind === "sentence" || (unit.kind === "list-item" && !listMark.test(part)));
    last = unit;
    if (continues && open !== undefined)
      found[found.length - 1] = { ...open, end: range.end, sentences: [...open.sentences, range] };
    else if (unit.kind === "heading")
      found.push({
        ...plain,
        ...range,
        kind: "heading",
        sentences: [],
        level: headingLevel(part),
        label: part.replace(/^#+\s*/u, ""),
      });
    else
      found.push({ ...plain, ...range, kind: unit.kind === "sentence" ? "paragraph" : unit.kind, sentences: [range] });
  }
  return found;
}

function headingLevel(text: string): number {
  return /^\s*(#{1,6})/u.exec(text)?.[1]?.length ?? 1;
}

function moved({ start, end }: TextRange, by: number): TextRange {
  return { start: start + by, end: end + by };
}

function spanOf(ranges: readonly TextRange[]): TextRange {
  return { start: ranges[0]!.start, end: ranges.at(-1)!.end };
}
