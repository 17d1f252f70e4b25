import type { Line, PageLayout } from "./line.js";

/**
 * A text that repeats on this many pages at one height is a running header or footer; two-page documents are too short
 * to decide.
 */
const minPages = 3;

/** How many lines at either edge of a page may be running ones. */
const edgeLines = 3;

/** Headers and footers are at least this many ems from the text: more than the widest common line pitch. */
const minWhite = 1.55;

/** Heights within this share of the page are the same. */
const sameHeight = 0.012;

interface Edge {
  readonly line: Line;
  readonly page: number;
  readonly key: string;
  /** Height on the page in steps of `sameHeight`. */
  readonly step: number;
}

/** Lines at the top and bottom of pages that repeat: the same words, numbers aside, or the number of the page. */
export function findRunning(pages: readonly PageLayout[]): Set<Line> {
  const edges = pages.flatMap((page, index) => edgesOf(page, index));
  const running = new Set<Line>();
  for (const group of groupBy(edges, (edge) => edge.key).values()) {
    const pagesAt = new Map<number, Set<number>>();
    for (const { step, page } of group) {
      // A line that lies on the border of two steps counts in both.
      for (const at of [step - 1, step, step + 1]) pagesAt.set(at, (pagesAt.get(at) ?? new Set()).add(page));
    }
    for (const edge of group) if (pagesAt.get(edge.step)!.size >= minPages) running.add(edge.line);
  }
  const numbered = edges.flatMap((edge) =>
    pageNumbers(edge.line.text).map((number) => ({ edge, offset: number - edge.page })),
  );
  for (const group of groupBy(numbered, ({ edge, offset }) => `${offset}/${edge.step}`).values()) {
    if (new Set(group.map(({ edge }) => edge.page)).size >= minPages)
      for (const { edge } of group) running.add(edge.line);
  }
  return running;
}

function edgesOf(page: PageLayout, index: number): Edge[] {
  const lines = page.regions.flatMap((region) => (region.kind === "lines" && region.upright ? region.lines : []));
  const rows = page.regions.flatMap((region) => (region.kind === "table" ? region.rows : []));
  const ordered = lines.toSorted((a, b) => b.y - a.y);
  const top = Math.max(-Infinity, ...rows.map((row) => row.y));
  const bottom = Math.min(Infinity, ...rows.map((row) => row.y));
  const picked = new Set([
    ...setOff(ordered).filter((line) => line.y > top),
    ...setOff(ordered.toReversed()).filter((line) => line.y < bottom),
  ]);
  return [...picked].map((line) => ({
    line,
    page: index,
    key: keyOf(line.text),
    step: Math.round(line.y / (sameHeight * Math.max(1, page.height))),
  }));
}

/** Up to `edgeLines` lines from an edge of the page that white space separates from the rest. */
function setOff(lines: readonly Line[]): readonly Line[] {
  for (let count = Math.min(edgeLines, lines.length - 1); count >= 1; count -= 1) {
    if (
      Math.abs(lines[count - 1]!.y - lines[count]!.y) >
      minWhite * Math.max(lines[count - 1]!.size, lines[count]!.size)
    )
      return lines.slice(0, count);
  }
  return lines.length <= 1 ? lines : [];
}

function keyOf(text: string): string {
  const key = text.toLowerCase().replace(/\d+/g, "#").replace(/\s+/g, " ").trim();
  return /^[ivxlc]+$/.test(key) ? "#" : key;
}

/** Numbers at the beginning or the end of a line. */
function pageNumbers(text: string): number[] {
  const numbers = [/^\D{0,3}(\d{1,4})(?!\d)(?![.)]\S)/.exec(text)?.[1], /(?<![\d.,])(\d{1,4})\D{0,3}$/.exec(text)?.[1]];
  return [...new Set(numbers.filter((number) => number !== undefined).map(Number))];
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
