import { layoutPage } from "./layout-page.js";
import type { PageLayout, Region } from "./line.js";
import type { OpenDocument } from "./open-document.js";
import { readRuns } from "./read-runs.js";
import { withPage } from "./with-page.js";

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
  const layout = withPage(document, index, ({ page, textPage }) => {
    if (textPage === 0) return blank;
    const { runs, ...counts } = readRuns(engine, textPage);
    const regions = layoutPage(runs);
    forgetGlyphs(regions);
    const drawsText = counts.glyphs > 0 || hasTextObject(engine, page);
    return { height: engine.calls.FPDF_GetPageHeightF(page), regions, ...counts, drawsText };
  });
  return layout ?? blank;
}

function forgetGlyphs(regions: readonly Region[]): void {
  for (const region of regions) {
    if (region.kind === "table") for (const row of region.rows) row.drawn = null;
    else for (const line of region.lines) line.drawn = null;
  }
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
