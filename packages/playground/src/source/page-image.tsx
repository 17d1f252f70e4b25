import { useEffect, useRef, useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { PageSize } from "../api/shapes.js";
import { strings } from "../texts/strings.js";
import type { PageMark } from "./use-page-marks.js";

interface PageImageProps {
  readonly api: Api;
  readonly collection: string;
  readonly path: string;
  readonly size: PageSize;
  readonly label: string;
  /** Of the current citation and of others. */
  readonly marks: readonly PageMark[];
  /** Width of the page over the width of the panel. */
  readonly zoom: number;
}

/** One page of a PDF as an image, drawn while it is in view or near, with the boxes of the cited characters over it. */
export function PageImage({ api, collection, path, size, label, marks, zoom }: PageImageProps) {
  const sheet = useRef<HTMLDivElement>(null);
  const near = useNear(sheet);
  const [image, setImage] = useState<{ address: string | null; failed: boolean }>({ address: null, failed: false });
  useEffect(() => {
    if (!near || sheet.current === null) return undefined;
    const stop = new AbortController();
    const scale = imageScale((sheet.current.clientWidth * window.devicePixelRatio) / size.width);
    let made: string | null = null;
    api
      .pageImage(collection, { path, page: size.page, scale }, stop.signal)
      .then((blob) => setImage({ address: (made = URL.createObjectURL(blob)), failed: false }))
      .catch(() => stop.signal.aborted || setImage({ address: null, failed: true }));
    return () => {
      stop.abort();
      if (made !== null) URL.revokeObjectURL(made);
      setImage({ address: null, failed: false });
    };
  }, [near, api, collection, path, size, zoom]);
  const name = strings.page(label);
  return (
    <figure class="page" data-page={size.page} aria-label={name} style={{ "--zoom": String(zoom) }}>
      <div class="sheet" ref={sheet} style={{ aspectRatio: `${size.width} / ${size.height}` }}>
        {image.address === null ? (
          <p class="page-empty">{image.failed ? strings.pageFailed : strings.loading}</p>
        ) : (
          <img src={image.address} alt={name} />
        )}
        {marks.map(({ boxes, current }) =>
          boxes.boxes.map(({ left, top, width, height }) => (
            <div
              key={`${left},${top}`}
              class={current ? "box box-current" : "box"}
              style={{
                left: `${(100 * left) / size.width}%`,
                top: `${(100 * top) / size.height}%`,
                width: `${(100 * width) / size.width}%`,
                height: `${(100 * height) / size.height}%`,
              }}
            />
          )),
        )}
      </div>
      <figcaption>{name}</figcaption>
    </figure>
  );
}

/** In steps, so that widths that hardly differ share an image, and within what the server draws. */
function imageScale(scale: number): number {
  return Math.min(8, Math.max(0.25, Math.ceil(4 * scale) / 4));
}

function useNear(sheet: { readonly current: Element | null }): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (sheet.current === null) return undefined;
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)!.isIntersecting), {
      rootMargin: "800px",
    });
    observer.observe(sheet.current);
    return () => observer.disconnect();
  }, [sheet]);
  return near;
}
