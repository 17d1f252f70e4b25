import { MarkedText, type Highlight } from "./marked-text.js";
import type { Segment } from "./document-segments.js";
import { TableSegment } from "./table-segment.js";

interface DocumentSegmentProps {
  readonly text: string;
  readonly mediaType: string;
  readonly segment: Segment;
  readonly highlights: readonly Highlight[];
}

const separatedValues = new Set(["text/csv", "text/tab-separated-values"]);

/** One block or paragraph, with the document's own characters; white space at its end is in the page, unseen. */
export function DocumentSegment({ text, mediaType, segment, highlights }: DocumentSegmentProps) {
  const { start, end, block } = segment;
  if (block?.kind === "table" && mediaType !== "text/markdown") {
    const values = separatedValues.has(mediaType);
    return <TableSegment text={text} segment={segment} highlights={highlights} separatedValues={values} />;
  }
  const level = block?.kind === "heading" ? ` level-${block.level ?? 1}` : "";
  const visibleEnd = start + text.slice(start, end).trimEnd().length;
  return (
    <div class={`block block-${visibleEnd === start ? "blank" : (block?.kind ?? "text")}${level}`} data-start={start}>
      <MarkedText text={text} start={start} end={visibleEnd} highlights={highlights} />
      <span class="separator">
        <MarkedText text={text} start={visibleEnd} end={end} highlights={highlights} />
      </span>
    </div>
  );
}
