import { useEffect, useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { PageBoxes } from "../api/shapes.js";
import type { Highlight } from "./marked-text.js";

/** The boxes of a citation on one page. */
export interface PageMark {
  readonly boxes: PageBoxes;
  readonly current: boolean;
}

interface MarkedPdf {
  readonly api: Api;
  readonly collection: string;
  readonly path: string;
  readonly highlights: readonly Highlight[];
  readonly onUnknownPlace: () => void;
}

/** Where the citations are on the pages; nothing is marked as long as that is not known of each. */
export function usePageMarks({ api, collection, path, highlights, onUnknownPlace }: MarkedPdf): readonly PageMark[] {
  const [marks, setMarks] = useState<readonly PageMark[]>([]);
  useEffect(() => {
    let outdated = false;
    const found = highlights.map(async ({ start, end, current }) =>
      (await api.boxes(collection, { path, start, end })).map((boxes) => ({ boxes, current })),
    );
    Promise.all(found).then(
      (lists) => outdated || setMarks(lists.flat()),
      () => outdated || onUnknownPlace(),
    );
    return () => {
      outdated = true;
      setMarks([]);
    };
  }, [api, collection, path, highlights, onUnknownPlace]);
  return marks;
}
