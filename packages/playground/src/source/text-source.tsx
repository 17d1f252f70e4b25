import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { DocumentText } from "../api/shapes.js";
import { strings } from "../texts/strings.js";
import { DocumentSegment } from "./document-segment.js";
import { documentSegments } from "./document-segments.js";
import type { Highlight } from "./marked-text.js";
import { extend, segmentsAround } from "./segments-around.js";

interface TextSourceProps {
  readonly document: DocumentText;
  readonly highlights: readonly Highlight[];
  /** Where the reader is taken to. */
  readonly position: number;
}

/** The extracted text of a document with its structure; of long documents, the part around the position. */
export function TextSource({ document, highlights, position }: TextSourceProps) {
  const { text, blocks, mediaType } = document;
  const segments = useMemo(() => documentSegments(text, blocks), [text, blocks]);
  const [shown, setShown] = useState(() => segmentsAround(segments, position));
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => setShown(segmentsAround(segments, position)), [segments, position]);
  useEffect(() => {
    frame.current?.querySelector(".cited-current")?.scrollIntoView({ block: "center" });
  }, [shown.from, highlights]);
  return (
    <div class="text-source" ref={frame}>
      {shown.from > 0 && (
        <button
          type="button"
          class="more"
          onClick={() => setShown({ ...shown, from: extend(segments, shown.from, -1) })}
        >
          {strings.earlier}
        </button>
      )}
      {segments.slice(shown.from, shown.to).map((segment) => (
        <DocumentSegment
          key={segment.start}
          text={text}
          mediaType={mediaType}
          segment={segment}
          highlights={highlights}
        />
      ))}
      {shown.to < segments.length && (
        <button
          type="button"
          class="more"
          onClick={() => setShown({ ...shown, to: extend(segments, shown.to - 1, 1) + 1 })}
        >
          {strings.later}
        </button>
      )}
    </div>
  );
}
