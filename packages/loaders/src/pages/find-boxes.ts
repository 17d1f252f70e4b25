import type { OpenDocument } from "../pdf/open-document.js";
import type { Pdfium } from "../pdf/pdfium-engine.js";
import { alignLetters } from "../pdf/align-letters.js";
import { pageLetters } from "../pdf/page-letters.js";
import { withPage } from "../pdf/with-page.js";
import { glyphRects } from "./glyph-rects.js";
import { joinRects } from "./join-rects.js";
import type { Box, PageBoxes } from "./page-boxes.js";
import type { PageSpan } from "./page-job.js";
import type { Rect } from "./rect.js";

/** Device units per point: PDFium gives whole ones. */
const unitsPerPoint = 64;

/**
 * The boxes of exactly the characters of a range. The page is read as it was for the index, so that every character of
 * its text is known to be drawn by certain glyphs; `null` where the text is not the page's.
 */
export function findBoxes(document: OpenDocument, { page, text, start, end }: PageSpan): PageBoxes | null {
  const { engine } = document;
  const { calls } = engine;
  return withPage(document, page - 1, (handles) => {
    const aligned = alignLetters(text, pageLetters(engine, handles.textPage));
    if (aligned === null) return null;
    const letters = aligned.slice(start, end).filter((letter) => letter !== null);
    const cited = new Set(letters.flatMap(({ characters }) => characters));
    const rects = joinRects(letters, cited, glyphRects(engine, handles.textPage));
    const [width, height] = [calls.FPDF_GetPageWidthF(handles.page), calls.FPDF_GetPageHeightF(handles.page)];
    return { page, width, height, boxes: rects.map((rect) => boxOf(engine, handles.page, rect, { width, height })) };
  });
}

/** A rectangle of the page's own coordinates as one of the page as it is shown: cropped and turned. */
function boxOf(
  engine: Pdfium,
  page: number,
  rect: Rect,
  size: { readonly width: number; readonly height: number },
): Box {
  const [x0, y0] = shown(engine, page, { x: rect.left, y: rect.top }, size);
  const [x1, y1] = shown(engine, page, { x: rect.right, y: rect.bottom }, size);
  return {
    left: Math.min(x0, x1) / unitsPerPoint,
    top: Math.min(y0, y1) / unitsPerPoint,
    width: Math.abs(x1 - x0) / unitsPerPoint,
    height: Math.abs(y1 - y0) / unitsPerPoint,
  };
}

function shown(
  engine: Pdfium,
  page: number,
  { x, y }: { readonly x: number; readonly y: number },
  { width, height }: { readonly width: number; readonly height: number },
): [number, number] {
  const at = engine.allocate(8);
  const [across, down] = [Math.round(width * unitsPerPoint), Math.round(height * unitsPerPoint)];
  engine.calls.FPDF_PageToDevice(page, 0, 0, across, down, 0, x, y, at, at + 4);
  const view = new DataView(engine.heap().buffer, at, 8);
  const point: [number, number] = [view.getInt32(0, true), view.getInt32(4, true)];
  engine.free(at);
  return point;
}
