import type { Pdfium } from "../pdf/pdfium-engine.js";
import type { Rect } from "./rect.js";

/** Where a glyph is: its ink, and the space that its font gives it. */
export interface GlyphRects {
  readonly ink: Rect;
  readonly space: Rect;
}

/** The rectangles of the glyphs of a page by the index of their character; `null` for what is not drawn. */
export function glyphRects(engine: Pdfium, textPage: number): (GlyphRects | null)[] {
  const { calls } = engine;
  const count = calls.FPDFText_CountChars(textPage);
  const at = engine.allocate(48);
  const rects = Array.from({ length: Math.max(0, count) }, (_, index): GlyphRects | null => {
    const isDrawn =
      calls.FPDFText_IsGenerated(textPage, index) !== 1 && calls.FPDFText_GetTextObject(textPage, index) !== 0;
    if (!isDrawn || isSpace(calls.FPDFText_GetUnicode(textPage, index))) return null;
    calls.FPDFText_GetCharBox(textPage, index, at, at + 8, at + 16, at + 24);
    calls.FPDFText_GetLooseCharBox(textPage, index, at + 32);
    const view = new DataView(engine.heap().buffer, at, 48);
    const [left, right, bottom, top] = [0, 8, 16, 24].map((offset) => view.getFloat64(offset, true));
    const [from, high, to, low] = [32, 36, 40, 44].map((offset) => view.getFloat32(offset, true));
    const ink = { left: left!, right: right!, bottom: bottom!, top: top! };
    const space = { left: from!, right: to!, bottom: low!, top: high! };
    // A glyph without an outline, such as a picture.
    return { ink: ink.left < ink.right && ink.bottom < ink.top ? ink : space, space };
  });
  engine.free(at);
  return rects;
}

function isSpace(code: number): boolean {
  return code < 0x10000 && String.fromCharCode(code).trim() === "";
}
