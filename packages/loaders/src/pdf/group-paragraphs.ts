import type { Line, PageLayout } from "./line.js";
import type { Paragraph } from "./paragraph.js";

type Lines = Extract<PageLayout["regions"][number], { readonly kind: "lines" }>;

// In ems unless stated otherwise. Spacing between paragraphs is seldom below a third of the line pitch; first lines are
// indented by 1 em or more.
const pitchFactor = 1.3;
const maxPitch = 2;
const indent = 0.8;
const sizeChange = 1.12;

/** Shorter lines than this are labels of figures rather than halves of a sentence. */
const minBroken = 12;

const listMark =
  /^(?:[\u2022\u25cf\u25aa\u25e6\u2023\u2043\u25a0\u25a1\u27a2\u2713\u2714]\s*|[\u2013\u2014*-]\s+|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,5})[.)]\s+)\S/;
const sentenceEnd = /[.!?:;\u3002]["\u201d\u2019')\]]*$/;
const leadsToPage = /(?:[.\u2026] ?){4}\s*[\divxlc]+$/;

/** Patterns that look for the end of a line are given its last characters only: they would be tried at every one. */
const tail = (line: Line): string => line.text.slice(-24);

/**
 * Groups the lines of a page into paragraphs, list items, code and tables, in reading order; running lines remain
 * separate.
 */
export function groupParagraphs(page: PageLayout, running: ReadonlySet<Line>): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  for (const region of page.regions) {
    if (region.kind === "table") paragraphs.push({ kind: "table", rows: region.rows });
    else {
      const from = paragraphs.length;
      groupLines(region, running, paragraphs);
      joinAcross(paragraphs, from);
    }
  }
  return paragraphs;
}

/** A sentence that is broken by the end of a column continues in the next column. */
function joinAcross(paragraphs: Paragraph[], at: number): void {
  const before = paragraphs[at - 1];
  const after = paragraphs[at];
  if (
    before === undefined ||
    after === undefined ||
    after.kind !== "text" ||
    (before.kind !== "text" && before.kind !== "list-item")
  )
    return;
  const last = before.lines[before.lines.length - 1]!;
  const first = after.lines[0]!;
  if (
    sentenceEnd.test(tail(last)) ||
    !/^\p{Ll}/u.test(first.text) ||
    last.bold !== first.bold ||
    Math.abs(last.size - first.size) > 0.05 * last.size
  )
    return;
  if (last.text.length < minBroken || first.text.length < minBroken) return;
  paragraphs.splice(at - 1, 2, {
    kind: before.kind,
    lines: [...before.lines, ...after.lines],
    hardEnds: [...before.hardEnds, ...after.hardEnds],
  });
}

interface OpenParagraph {
  readonly kind: "text" | "list-item" | "code";
  readonly lines: Line[];
  readonly hardEnds: boolean[];
}

function groupLines(region: Lines, running: ReadonlySet<Line>, paragraphs: Paragraph[]): void {
  const lines = region.lines;
  const pitch = medianPitch(lines);
  let open: OpenParagraph | null = null;
  for (const line of lines) {
    if (line.text.trim() === "") continue;
    if (running.has(line)) {
      paragraphs.push({ kind: "running", lines: [line], hardEnds: [true] });
      open = null;
      continue;
    }
    const before: Line | undefined = open?.lines[open.lines.length - 1];
    if (open !== null && before !== undefined && follows(open, line, region, pitch)) {
      open.hardEnds[open.hardEnds.length - 1] = open.kind === "code" || endsHard(before, line, region);
      open.lines.push(line);
      open.hardEnds.push(false);
      continue;
    }
    open = {
      kind: line.monospaced ? "code" : listMark.test(line.text) ? "list-item" : "text",
      lines: [line],
      hardEnds: [false],
    };
    paragraphs.push(open);
  }
}

function follows({ kind, lines }: OpenParagraph, line: Line, region: Lines, pitch: number): boolean {
  const before = lines[lines.length - 1]!;
  const drop = before.y - line.y;
  const size = Math.max(before.size, line.size);
  if (drop < -0.5 * size || drop > maxPitch * size || (pitch > 0 && drop > pitchFactor * Math.max(pitch, size)))
    return false;
  if (before.monospaced !== line.monospaced || (kind === "code") !== line.monospaced) return false;
  if (kind === "code") return true;
  if (size > sizeChange * Math.min(before.size, line.size) || before.bold !== line.bold) return false;
  if (listMark.test(line.text) && (kind === "list-item" || sentenceEnd.test(tail(before)))) return false;
  const ended = sentenceEnd.test(tail(before)) || before.x1 < region.x1 - 3 * size;
  // Centred lines start anywhere.
  if (Math.abs(before.x0 + before.x1 - line.x0 - line.x1) < size && Math.abs(before.x0 - line.x0) > indent * size)
    return true;
  const shift = line.x0 - before.x0;
  if (kind === "text" && ended && Math.abs(shift) > indent * size && (shift > 0 || line.x0 < region.x0 + indent * size))
    return false;
  if (kind === "list-item" && ended && shift < -indent * size) return false;
  return true;
}

/**
 * Whether a line was ended on purpose: it leads to a page number, or the first word of the next would have fitted on
 * it.
 */
function endsHard(before: Line, line: Line, region: Lines): boolean {
  if (leadsToPage.test(tail(before)) || (leadsToSetOffPage(before) && leadsToSetOffPage(line))) return true;
  const word = /^\S+/.exec(line.text)?.[0].length ?? 0;
  const width = ((line.x1 - line.x0) * word) / Math.max(1, line.text.length);
  return before.x1 + width + 1.5 * line.size < region.x1;
}

/** Whether a gap leads from a title to its page, in a table of contents without dots. */
function leadsToSetOffPage(line: Line): boolean {
  return line.pieces > 1 && /\s(?:\d{1,4}|[ivxlc]{1,6})$/.test(tail(line));
}

function medianPitch(lines: readonly Line[]): number {
  const drops: number[] = [];
  for (let index = 1; index < lines.length; index += 1) {
    const drop = lines[index - 1]!.y - lines[index]!.y;
    if (drop > 0.5 * lines[index]!.size) drops.push(drop);
  }
  drops.sort((a, b) => a - b);
  return drops[drops.length >> 1] ?? 0;
}
