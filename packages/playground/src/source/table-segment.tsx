import type { TextRange } from "@ragstone/core";
import { MarkedText, type Highlight } from "./marked-text.js";
import { rowCells } from "./row-cells.js";
import type { Segment } from "./document-segments.js";

interface TableSegmentProps {
  readonly text: string;
  readonly segment: Segment;
  readonly highlights: readonly Highlight[];
  readonly separatedValues: boolean;
}

/** A table of the extracted text. Separators stay in the page, unseen, so that its text is the document's text. */
export function TableSegment({ text, segment, highlights, separatedValues }: TableSegmentProps) {
  const headerEnd = segment.block?.header?.end ?? segment.start;
  return (
    <div class="table-frame" role="region" tabIndex={0} aria-label="Table">
      <table>
        <tbody>
          {lines(text, segment).map((row) => {
            const Cell = row.start < headerEnd ? "th" : "td";
            return (
              <tr key={row.start}>
                {rowCells(text, { start: row.start, end: row.end - lineBreak(text, row) }, separatedValues).map(
                  (cell, index, all) => (
                    <Cell key={cell.start}>
                      <MarkedText text={text} start={cell.start} end={cell.end} highlights={highlights} />
                      <span class="separator">
                        <MarkedText
                          text={text}
                          start={cell.end}
                          end={index === all.length - 1 ? row.end : cell.next}
                          highlights={highlights}
                        />
                      </span>
                    </Cell>
                  ),
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function lineBreak(text: string, { start, end }: TextRange): number {
  return end > start && text[end - 1] === "\n" ? 1 : 0;
}

/** The lines of a range, each with its line break; a line break in quotes ends no row. */
function lines(text: string, { start, end }: TextRange): TextRange[] {
  const rows: TextRange[] = [];
  let from = start;
  let quoted = false;
  for (let at = start; at < end; at++) {
    if (text[at] === '"') quoted = !quoted;
    if (text[at] !== "\n" || quoted) continue;
    rows.push({ start: from, end: at + 1 });
    from = at + 1;
  }
  if (from < end) rows.push({ start: from, end });
  return rows;
}
