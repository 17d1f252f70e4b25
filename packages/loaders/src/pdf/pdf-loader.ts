import {
  type Block,
  DocumentError,
  type DocumentWarning,
  type Loader,
  type LoaderInput,
  type SourceDocument,
} from "@ragstone/core";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { type ReadPdf, readPdf } from "./read-pdf.js";

/**
 * PDF, page by page, with PDFium: columns in reading order, tables as rows `a | b`, words rejoined across line ends,
 * headings, and running headers and footers as separate blocks. The page of every block is the page whose span contains
 * it. Files in which PDFium finds few letters are read by `pdf-parse` instead, if that finds more.
 */
export const pdfLoader: Loader = {
  mediaTypes: ["application/pdf"],
  version: loaderVersionOf("application/pdf"),
  load,
};

async function load(input: LoaderInput, { signal }: { readonly signal?: AbortSignal } = {}): Promise<SourceDocument> {
  signal?.throwIfAborted();
  const read = await readPdf(input, signal);
  const { text, blocks, pages, unmapped } = read;
  if (text === "")
    throw new DocumentError(input.path, "no-text-layer", noText(pages.length, unmapped), {
      hint: "Run text recognition (OCR) over it, or exclude the file.",
    });
  return {
    path: input.path,
    text,
    mediaType: "application/pdf",
    sha256: input.sha256,
    bytes: input.bytes.length,
    modifiedMs: input.modifiedMs,
    title: read.title ?? titleOf(blocks, pages[0]?.end ?? 0),
    blocks,
    pages,
    hiddenCharacters: 0,
    metadata: read.metadata,
    warnings: warningsOf(read),
  };
}

/** The largest heading of the first page, where the document's information names no title. */
function titleOf(blocks: readonly Block[], firstPageEnd: number): string | null {
  const headings = blocks.filter((block) => block.kind === "heading" && block.start < firstPageEnd);
  const top = Math.min(...headings.map((heading) => heading.level ?? 6));
  return headings.find((heading) => heading.level === top)?.label ?? null;
}

function noText(pages: number, unmapped: number): string {
  const characters = `${pages} ${pages === 1 ? "page" : "pages"}, 0 characters`;
  return unmapped === 0
    ? characters
    : `${characters} (${unmapped} glyphs of fonts that do not say which letters they are)`;
}

function warningsOf({ pages, unmapped, secondReader }: ReadPdf): DocumentWarning[] {
  const warnings: DocumentWarning[] = [];
  const empty = pages.filter((page) => page.start === page.end).map(({ page }) => page);
  if (empty.length > 0)
    warnings.push({ code: "pages-without-text", detail: `${empty.length} of ${pages.length} pages: ${ranges(empty)}` });
  if (unmapped > 0)
    warnings.push({
      code: "unmapped-characters",
      detail: `${unmapped} ${unmapped === 1 ? "glyph" : "glyphs"} of fonts that do not say which letters they are`,
    });
  if (secondReader !== null)
    warnings.push({
      code: "second-reader",
      detail: `read with pdf-parse: ${secondReader}; columns and tables are lines`,
    });
  return warnings;
}

/** `1, 3-5, 9`. */
function ranges(pages: readonly number[]): string {
  const parts: string[] = [];
  for (let index = 0; index < pages.length;) {
    let end = index;
    while (pages[end + 1] === pages[end]! + 1) end += 1;
    parts.push(end === index ? String(pages[index]) : `${pages[index]}-${pages[end]}`);
    index = end + 1;
  }
  return parts.join(", ");
}
