import { withDocument, type OpenDocument } from "../pdf/open-document.js";
import { findBoxes } from "./find-boxes.js";
import type { PageBoxes, PageSize } from "./page-boxes.js";
import type { PageJob, PageResults, PageSpan, PageTask } from "./page-job.js";
import { renderPage } from "./render-page.js";

/** Does a task in this thread. */
export function runPageTask({ path, bytes, task }: PageJob): Promise<PageResults[PageTask["kind"]]> {
  return withDocument(path, bytes, async (document): Promise<PageResults[PageTask["kind"]]> => {
    if (task.kind === "sizes") return pageSizes(document);
    if (task.kind === "image") return renderPage(document, path, task.page, task.scale);
    return allBoxes(document, task.spans);
  });
}

function allBoxes(document: OpenDocument, spans: readonly PageSpan[]): PageBoxes[] | null {
  const found: PageBoxes[] = [];
  for (const span of spans) {
    const boxes = findBoxes(document, span);
    if (boxes === null) return null;
    found.push(boxes);
  }
  return found;
}

function pageSizes({ engine, handle, pageCount }: OpenDocument): PageSize[] {
  const at = engine.allocate(8);
  const sizes = Array.from({ length: pageCount }, (_, index) => {
    engine.calls.FPDF_GetPageSizeByIndexF(handle, index, at);
    const view = new DataView(engine.heap().buffer, at, 8);
    return { width: view.getFloat32(0, true), height: view.getFloat32(4, true) };
  });
  engine.free(at);
  return sizes;
}
