import { DocumentError } from "@ragstone/core";
import type { OpenDocument } from "../pdf/open-document.js";
import { withPage } from "../pdf/with-page.js";
import { encodePng } from "./encode-png.js";

/** An image has at most this many pixels: 48 MB of the engine's memory. Larger ones are scaled down. */
const maxPixels = 12_000_000;

/** From PDFium's `fpdfview.h`. */
const withAnnotations = 1;
const withoutAlpha = 0;
const white = 0xffffffff;

/** Draws a page as a PNG; `page` from 1, `scale` in pixels per point. */
export function renderPage(document: OpenDocument, path: string, page: number, scale: number): Uint8Array {
  const { engine } = document;
  const { calls } = engine;
  const image = withPage(document, page - 1, (handles) => {
    const [pageWidth, pageHeight] = [calls.FPDF_GetPageWidthF(handles.page), calls.FPDF_GetPageHeightF(handles.page)];
    const fitting = Math.min(scale, Math.sqrt(maxPixels / (pageWidth * pageHeight)));
    const width = Math.max(1, Math.floor(pageWidth * fitting));
    const height = Math.max(1, Math.floor(pageHeight * fitting));
    const bitmap = calls.FPDFBitmap_Create(width, height, withoutAlpha);
    if (bitmap === 0) return null;
    try {
      calls.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, white);
      calls.FPDF_RenderPageBitmap(bitmap, handles.page, 0, 0, width, height, 0, withAnnotations);
      const stride = calls.FPDFBitmap_GetStride(bitmap);
      const start = calls.FPDFBitmap_GetBuffer(bitmap);
      return encodePng({ pixels: engine.heap().subarray(start, start + stride * height), width, height, stride });
    } finally {
      calls.FPDFBitmap_Destroy(bitmap);
    }
  });
  if (image === null) throw new DocumentError(path, "malformed", `page ${page} cannot be drawn`);
  return image;
}
