import type { OpenDocument } from "./open-document.js";

// From PDFium's `fpdf_annot.h` and `fpdf_flatten.h`.
const freeText = 3;
const widget = 20;
const flattenForDisplay = 0;
const flattened = 1;

/** A page with more annotations than this is read without them. */
const maxAnnotations = 2000;

/** PDFium's handle of a page, and of its text; 0 for what cannot be loaded. */
export interface PageHandles {
  readonly page: number;
  readonly textPage: number;
}

/** Loads a page (from 0), runs `work` and frees the page again; `null` for one that cannot be loaded. */
export function withPage<T>(document: OpenDocument, index: number, work: (handles: PageHandles) => T): T | null {
  const { calls } = document.engine;
  const page = loadPage(document, index);
  if (page === 0) return null;
  const textPage = calls.FPDFText_LoadPage(page);
  try {
    return work({ page, textPage });
  } finally {
    if (textPage !== 0) calls.FPDFText_ClosePage(textPage);
    calls.FPDF_ClosePage(page);
  }
}

/**
 * Loads a page with the text filled into its form and typed onto it: the engine sees such text only as part of the
 * page.
 */
function loadPage({ engine, handle, mayHoldTypedText }: OpenDocument, index: number): number {
  const { calls } = engine;
  const page = calls.FPDF_LoadPage(handle, index);
  if (
    page === 0 ||
    !mayHoldTypedText ||
    !hasTypedText(engine, page) ||
    calls.FPDFPage_Flatten(page, flattenForDisplay) !== flattened
  )
    return page;
  calls.FPDF_ClosePage(page);
  return calls.FPDF_LoadPage(handle, index);
}

function hasTypedText({ calls }: OpenDocument["engine"], page: number): boolean {
  const count = calls.FPDFPage_GetAnnotCount(page);
  if (count > maxAnnotations) return false;
  for (let index = 0; index < count; index += 1) {
    const annotation = calls.FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    const subtype = calls.FPDFAnnot_GetSubtype(annotation);
    calls.FPDFPage_CloseAnnot(annotation);
    if (subtype === freeText || subtype === widget) return true;
  }
  return false;
}
