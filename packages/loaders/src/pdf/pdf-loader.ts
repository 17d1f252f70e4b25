import { DocumentError, type Loader, type LoaderInput, type PageSpan, type SourceDocument } from "@ragstone/core";
import { heapOf, type Pdfium } from "./_pdfium-engine.js";
import { withDocument } from "./_open-document.js";

/** PDF, page by page: every character of the text lies on the page that its span names. */
export const pdfLoader: Loader = { mediaTypes: ["application/pdf"], load };

async function load(input: LoaderInput, { signal }: { readonly signal?: AbortSignal } = {}): Promise<SourceDocument> {
  return withDocument(input.path, input.bytes, async ({ engine, handle, pageCount }) => {
    if (pageCount === 0) throw new DocumentError(input.path, "malformed", "the PDF has no pages");
    const pages: PageSpan[] = [];
    const empty: number[] = [];
    let text = "";
    for (let index = 0; index < pageCount; index += 1) {
      signal?.throwIfAborted();
      const page = pageText(engine, handle, index).trim();
      if (page === "") empty.push(index + 1);
      if (page !== "" && text !== "") text += "\n\n";
      pages.push({ page: index + 1, start: text.length, end: text.length + page.length });
      text += page;
    }
    if (text === "") throw new DocumentError(input.path, "no-text-layer", `${pageCount} pages, 0 characters`);
    return {
      path: input.path,
      text,
      mediaType: "application/pdf",
      sha256: input.sha256,
      bytes: input.bytes.length,
      modifiedMs: input.modifiedMs,
      title: null,
      blocks: [],
      pages,
      hiddenCharacters: 0,
      metadata: {},
      warnings: empty.length === 0 ? [] : [{ code: "pages-without-text", detail: `pages ${empty.join(", ")}` }],
    };
  });
}

function pageText(engine: Pdfium, handle: number, index: number): string {
  const page = engine.FPDF_LoadPage(handle, index);
  if (page === 0) return "";
  const textPage = engine.FPDFText_LoadPage(page);
  const count = engine.FPDFText_CountChars(textPage);
  const buffer = engine.pdfium.wasmExports.malloc((count + 1) * 2);
  const written = engine.FPDFText_GetText(textPage, 0, count, buffer);
  const units = new Uint16Array(heapOf(engine).buffer, buffer, Math.max(0, written - 1));
  const text = new TextDecoder("utf-16le").decode(units.slice());
  engine.pdfium.wasmExports.free(buffer);
  engine.FPDFText_ClosePage(textPage);
  engine.FPDF_ClosePage(page);
  return text.replaceAll("\ufffe\r\n", "").replaceAll("\r\n", "\n");
}
