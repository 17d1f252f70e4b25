import type { Row } from "./build-rows.js";
import type { TableRow } from "./line.js";
import { joinSegments, rowLine } from "./row-line.js";
import type { Segment } from "./segment.js";

/** A row of form boxes: small labels, and below each its value. */
export interface FormPair {
  readonly kind: "pair";
  readonly labels: Row;
  /** The row of values and the lines that continue it. */
  readonly values: readonly Row[];
}

/** Rows outside forms. */
interface OtherRows {
  readonly kind: "rows";
  readonly rows: readonly Row[];
}

// In ems of the values: the label of a box is at most this far above its value and this far from its left edge.
const labelAbove = 2;
const labelShift = 0.6;

/** The lines of one value are at most this many ems apart. */
const valuePitch = 1.4;

const word = /\p{L}{2}/u;

/** Labels of boxes are at least this much smaller than values. */
const labelRatio = 0.85;

/**
 * Separates forms from the other rows of a page. In a form, rows of small labels alternate with rows of larger values
 * that begin below them, two pairs or more of which one has several boxes.
 */
export function findForms(rows: readonly Row[]): (FormPair | OtherRows)[] {
  const parts: (FormPair | OtherRows)[] = [];
  let others: Row[] = [];
  for (let from = 0; from < rows.length;) {
    const pairs = pairsFrom(rows, from);
    if (pairs.length < 2 || pairs.every(({ labels }) => labels.segments.length === 1)) {
      others.push(rows[from]!);
      from += 1;
      continue;
    }
    if (others.length > 0) parts.push({ kind: "rows", rows: others });
    others = [];
    parts.push(...pairs);
    from += pairs.reduce((sum, { values }) => sum + 1 + values.length, 0);
  }
  if (others.length > 0) parts.push({ kind: "rows", rows: others });
  return parts;
}

/** The rows of a pair's table: a cell per box, the lines of a value joined. */
export function formRows({ labels, values }: FormPair): readonly TableRow[] {
  const drawn = labels.segments.map((label) =>
    values.flatMap(({ segments }) => segments.filter((segment) => isBelow(segment, label))).map((segment) => [segment]),
  );
  return [
    {
      cells: labels.segments.map((label) => joinSegments([label])),
      bold: rowLine(labels.segments, labels).bold,
      y: labels.y,
      drawn: labels.segments.map((label) => [[label]]),
    },
    { cells: drawn.map((lines) => lines.map(joinSegments).join(" ")), bold: false, y: values[0]!.y, drawn },
  ];
}

/** The pairs that follow each other from a row on. */
function pairsFrom(rows: readonly Row[], from: number): FormPair[] {
  const pairs: FormPair[] = [];
  for (let at = from; at + 1 < rows.length;) {
    const pair = pairAt(rows, at);
    if (pair === null || !hasSizesOf(pair, pairs[0] ?? pair)) break;
    if (pairs.length === 0 && belongsAbove(pair, rows[at - 1])) break;
    pairs.push(pair);
    at += 1 + pair.values.length;
  }
  return pairs;
}

/** Whether two pairs have labels of one size and values of one size, as the boxes of a form do. */
function hasSizesOf(pair: FormPair, first: FormPair): boolean {
  return pair.labels.size === first.labels.size && pair.values[0]!.size === first.values[0]!.size;
}

function pairAt(rows: readonly Row[], at: number): FormPair | null {
  const labels = rows[at]!;
  const value = rows[at + 1]!;
  const gap = labels.y - value.y;
  if (labels.size > labelRatio * value.size || gap > labelAbove * value.size || !isUnder(value, labels)) return null;
  if (!labels.segments.every((label) => word.test(joinSegments([label])))) return null;
  const values = [value];
  for (let next = at + 2; next < rows.length; next += 1) {
    const line = rows[next]!;
    if (line.size !== value.size || rows[next - 1]!.y - line.y > valuePitch * line.size || !isUnder(line, labels))
      break;
    values.push(line);
  }
  return { kind: "pair", labels, values };
}

/** Whether the labels of a first pair are nearer to values above them: a form with the labels below its lines. */
function belongsAbove({ labels, values }: FormPair, above: Row | undefined): boolean {
  const value = values[0]!;
  return (
    above !== undefined &&
    above.size === value.size &&
    above.y - labels.y < labels.y - value.y &&
    isUnder(above, labels)
  );
}

/** Whether each segment of a row begins under a label, and none under the label of another. */
function isUnder({ segments }: Row, labels: Row): boolean {
  const used = segments.map((segment) => labels.segments.findIndex((label) => isBelow(segment, label)));
  return !used.includes(-1) && new Set(used).size === used.length;
}

function isBelow(segment: Segment, label: Segment): boolean {
  return Math.abs(segment.x0 - label.x0) <= labelShift * segment.size;
}
