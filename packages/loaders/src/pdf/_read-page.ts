import { layoutPage } from "./_layout-page.js";
import type { PageLayout } from "./_line.js";
import type { OpenDocument } from "./_open-document.js";
import { readGlyphs } from "./_read-glyphs.js";

/** Reads one page (from 0) and frees it again; a page that cannot be loaded has no text. */
export function readPage({ engine, handle }: OpenDocument, index: number): PageLayout {
  const { calls } = engine;
  const page = calls.FPDF_LoadPage(handle, index);
  if (page === 0) return { height: 0, regions: [], unmapped: 0 };
  try {
    const textPage = calls.FPDFText_LoadPage(page);
    if (textPage === 0) return { height: 0, regions: [], unmapped: 0 };
    try {
      const { glyphs, unmapped } = readGlyphs(engine, textPage);
      return { height: calls.FPDF_GetPageHeightF(page), regions: layoutPage(glyphs), unmapped };
    } finally {
      calls.FPDFText_ClosePage(textPage);
    }
  } finally {
    calls.FPDF_ClosePage(page);
  }
}
