import { useEffect, useRef, useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { PageBoxes } from "../api/shapes.js";
import { strings } from "../texts/strings.js";

interface PageImageProps {
  readonly api: Api;
  readonly collection: string;
  readonly path: string;
  readonly page: number;
  readonly label: string;
  /** Of the current citation and of others. */
  readonly marks: readonly { readonly boxes: PageBoxes; readonly current: boolean }[];
  /** Pixels per point. */
  readonly zoom: number;
}

/** One page of a PDF as an image, loaded when it comes into view, with the boxes of the cited characters over it. */
export function PageImage({ api, collection, path, page, label, marks, zoom }: PageImageProps) {
  const frame = useRef<HTMLElement>(null);
  const visible = useVisible(frame);
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!visible) return;
    const stop = new AbortController();
    let made: string | null = null;
    void api
      .pageImage(collection, { path, page, scale: zoom * window.devicePixelRatio }, stop.signal)
      .then((blob) => setAddress((made = URL.createObjectURL(blob))))
      .catch(() => undefined);
    return () => {
      stop.abort();
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [visible, api, collection, path, page, zoom]);
  return (
    <figure class="page" ref={frame} aria-label={strings.page(label)} style={{ "--zoom": String(zoom) }}>
      {address === null ? (
        <div class="page-empty">{strings.loading}</div>
      ) : (
        <img src={address} alt={strings.page(label)} />
      )}
      {marks.map(({ boxes, current }) =>
        boxes.boxes.map((box) => (
          <div
            key={`${box.left},${box.top}`}
            class={current ? "box box-current" : "box"}
            style={{
              left: `${(100 * box.left) / boxes.width}%`,
              top: `${(100 * box.top) / boxes.height}%`,
              width: `${(100 * box.width) / boxes.width}%`,
              height: `${(100 * box.height) / boxes.height}%`,
            }}
          />
        )),
      )}
      <figcaption>{strings.page(label)}</figcaption>
    </figure>
  );
}

function useVisible(frame: { readonly current: Element | null }): boolean {
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    if (frame.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setVisible(true),
      { rootMargin: "600px" },
    );
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [frame]);
  return visible;
}
