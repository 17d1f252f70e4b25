import { useEffect, useRef, useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { DocumentText, PageBoxes } from "../api/shapes.js";
import { strings } from "../texts/strings.js";
import type { Highlight } from "./marked-text.js";
import { PageImage } from "./page-image.js";

interface PdfSourceProps {
  readonly api: Api;
  readonly collection: string;
  readonly document: DocumentText;
  readonly highlights: readonly Highlight[];
}

interface Mark {
  readonly boxes: PageBoxes;
  readonly current: boolean;
}

const zooms = [0.75, 1, 1.25, 1.5, 2, 3] as const;

/** The pages of a PDF as images, the characters of the citations marked by their boxes. */
export function PdfSource({ api, collection, document, highlights }: PdfSourceProps) {
  const [zoom, setZoom] = useState(1);
  const marks = useMarks(api, collection, document.path, highlights);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    frame.current?.querySelector(".box-current")?.scrollIntoView({ block: "center" });
  }, [marks]);
  const step = (by: 1 | -1) => setZoom((now) => zooms[(zooms as readonly number[]).indexOf(now) + by] ?? now);
  return (
    <div class="pdf-source" ref={frame}>
      <div class="zoom" role="group" aria-label={strings.zoom}>
        <button type="button" onClick={() => step(-1)} disabled={zoom === zooms[0]}>
          {strings.zoomOut}
        </button>
        <button type="button" onClick={() => step(1)} disabled={zoom === zooms.at(-1)}>
          {strings.zoomIn}
        </button>
      </div>
      <div class="pages" tabIndex={0} role="region" aria-label={document.path}>
        {document.pages.map(({ page, label }) => (
          <PageImage
            key={page}
            api={api}
            collection={collection}
            path={document.path}
            page={page}
            label={label ?? String(page)}
            marks={marks.filter(({ boxes }) => boxes.page === page)}
            zoom={zoom}
          />
        ))}
      </div>
    </div>
  );
}

function useMarks(api: Api, collection: string, path: string, highlights: readonly Highlight[]): readonly Mark[] {
  const [marks, setMarks] = useState<readonly Mark[]>([]);
  useEffect(() => {
    let outdated = false;
    const found = highlights.map(async ({ start, end, current }) =>
      (await api.boxes(collection, { path, start, end })).map((boxes) => ({ boxes, current })),
    );
    void Promise.all(found)
      .then((lists) => outdated || setMarks(lists.flat()))
      .catch(() => outdated || setMarks([]));
    return () => {
      outdated = true;
    };
  }, [api, collection, path, highlights]);
  return marks;
}
