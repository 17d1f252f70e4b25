import type { Row } from "./build-rows.js";
import { withText } from "./run.js";
import { glyphCount, type Segment } from "./segment.js";

const bullet = /^[\u2022\u25cf\u25aa\u25e6\u2023\u2043\u2013\u2014*\u00b7\u25a0\u25a1\u27a2\u2713\u2714-]$/;
const label = /^(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\d{1,2}(?:\.\d{1,2})*\.?|[A-Z](?:\.\d{1,2})+)$/;

/** A label is at most this many ems before its text. */
const labelGap = 2.6;

/**
 * Joins bullets and numbers of lists and headings to the text after them, so that they are not treated as a column.
 */
export function joinLabels(rows: Row[]): Row[] {
  for (const row of rows) {
    for (let index = row.segments.length - 2; index >= 0; index -= 1) {
      const mark = row.segments[index]!;
      const text = row.segments[index + 1]!;
      if (text.x0 - mark.x1 > labelGap * row.size || glyphCount(mark) > 8) continue;
      // In a listing the gap is part of the text.
      if (mark.runs[0]!.style.monospaced && text.runs[0]!.style.monospaced) continue;
      const letters = mark.runs.map((run) => run.text).join("");
      const first = text.runs[0]!;
      if (
        !bullet.test(letters) &&
        !(label.test(letters) && index === 0 && row.segments.length <= 3 && /^\p{L}/u.test(first.text))
      )
        continue;
      row.segments.splice(index, 2, joined(mark, text));
    }
  }
  return rows;
}

function joined(mark: Segment, text: Segment): Segment {
  const [first, ...rest] = text.runs;
  return {
    runs: [...mark.runs, withText(first!, first!.text, true), ...rest],
    x0: mark.x0,
    x1: text.x1,
    y: text.y,
    size: text.size,
  };
}
