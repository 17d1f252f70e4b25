import { layoutPage } from "./layout-page.js";
import type { PageLayout } from "./line.js";
import type { OpenDocument } from "./open-document.js";
import { readRuns } from "./read-runs.js";

// From PDFium's `fpdf_annot.h` and `fpdf_flatten.h`.
const freeText = 3;
const widget = 20;
const flattenForDisplay = 0;
const flattened = 1;

/** A page with more annotations than this is read without them. */
const maxAnnotations = 2000;

// From `fpdfview.h`.
const textObject = 1;
const formObject = 5;

/** So many objects of a page without glyphs, and forms in forms, are searched for text. */
const maxObjects = 500;
const maxForms = 3;

const blank: PageLayout = { height: 0, regions: [], unmapped: 0, guessed: 0, glyphs: 0, drawsText: false };

/** Reads one page (from 0) and frees it again; a page that cannot be loaded has no text. */
export function readPage(document: OpenDocument, index: number): PageLayout {
  const { engine } = document;
  const { calls } = engine;
  const page = loadPage(document, index);
  if (page === 0) return blank;
  const textPage = calls.FPDFText_LoadPage(page);
  try {
    if (textPage === 0) return blank;
    const { runs, ...counts } = readRuns(engine, textPage);
    return {
      height: calls.FPDF_GetPageHeightF(page),
      regions: layoutPage(runs),
      ...counts,
      drawsText: counts.glyphs > 0 || hasTextObject(engine, page),
    };
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

function hasTextObject({ calls }: OpenDocument["engine"], page: number): boolean {
  const isText = (object: number, depth: number): boolean => {
    const type = calls.FPDFPageObj_GetType(object);
    if (type === textObject) return true;
    if (type !== formObject || depth === maxForms) return false;
    const count = Math.min(maxObjects, calls.FPDFFormObj_CountObjects(object));
    return range(count).some((index) => isText(calls.FPDFFormObj_GetObject(object, index), depth + 1));
  };
  const count = Math.min(maxObjects, calls.FPDFPage_CountObjects(page));
  return range(count).some((index) => isText(calls.FPDFPage_GetObject(page, index), 0));
}

function range(count: number): number[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => index);
}
