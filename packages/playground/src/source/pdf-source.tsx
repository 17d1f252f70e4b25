import { useEffect, useRef, useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { DocumentText, PageSize } from "../api/shapes.js";
import { Failure } from "../parts/failure.js";
import { strings } from "../texts/strings.js";
import type { Highlight } from "./marked-text.js";
import { PageImage } from "./page-image.js";
import { usePageMarks } from "./use-page-marks.js";

interface PdfSourceProps {
  readonly api: Api;
  readonly collection: string;
  readonly document: DocumentText;
  readonly highlights: readonly Highlight[];
  /** A place in the text whose page is shown; `null` for the current citation. */
  readonly position: number | null;
  /** Called when the place of a citation on the pages is not certain. */
  readonly onUnknownPlace: () => void;
}

const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const;

/** The pages of a PDF as images, the characters of the citations marked by their boxes. */
export function PdfSource({ api, collection, document, highlights, position, onUnknownPlace }: PdfSourceProps) {
  const [zoom, setZoom] = useState(1);
  const { sizes, error } = useSizes(api, collection, document.path);
  const marks = usePageMarks({ api, collection, path: document.path, highlights, onUnknownPlace });
  const frame = useRef<HTMLDivElement>(null);
  const current = highlights.find((highlight) => highlight.current) ?? highlights[0];
  const page = pageAt(document, position ?? current?.start ?? 0);
  useEffect(() => {
    const box = position === null ? frame.current?.querySelector(".box-current") : null;
    const place = box ?? frame.current?.querySelector(`[data-page="${page}"]`);
    place?.scrollIntoView({ block: box ? "center" : "start" });
  }, [marks, sizes, page, position]);
  const step = (by: 1 | -1) => setZoom((now) => zooms[(zooms as readonly number[]).indexOf(now) + by] ?? now);
  if (error !== null) return <Failure error={error} />;
  return (
    <div class="pdf-source" ref={frame}>
      <div class="zoom" role="group" aria-label={strings.zoom}>
        <button type="button" onClick={() => step(-1)} disabled={zoom === zooms[0]}>
          {strings.zoomOut}
        </button>
        <output>{strings.percent(Math.round(100 * zoom))}</output>
        <button type="button" onClick={() => step(1)} disabled={zoom === zooms.at(-1)}>
          {strings.zoomIn}
        </button>
      </div>
      <div class="pages" tabIndex={0} role="region" aria-label={strings.pagesOf(document.path)}>
        {sizes.map((size) => (
          <PageImage
            key={size.page}
            api={api}
            collection={collection}
            path={document.path}
            size={size}
            label={document.pages[size.page - 1]?.label ?? String(size.page)}
            marks={marks.filter(({ boxes }) => boxes.page === size.page)}
            zoom={zoom}
          />
        ))}
      </div>
    </div>
  );
}

function pageAt({ pages }: DocumentText, position: number): number {
  return pages.find(({ end }) => end > position)?.page ?? 1;
}

function useSizes(api: Api, collection: string, path: string) {
  const [state, setState] = useState<{ sizes: readonly PageSize[]; error: unknown }>({ sizes: [], error: null });
  useEffect(() => {
    const stop = new AbortController();
    api
      .pageSizes(collection, path, stop.signal)
      .then((sizes) => setState({ sizes, error: null }))
      .catch((error: unknown) => stop.signal.aborted || setState({ sizes: [], error }));
    return () => stop.abort();
  }, [api, collection, path]);
  return state;
}
