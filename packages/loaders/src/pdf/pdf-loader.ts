import { setImmediate as nextTurn } from "node:timers/promises";
import { loaderVersionOf } from "../media/loader-version-of.js";
import {
  type Block,
  DocumentError,
  type DocumentWarning,
  type Loader,
  type LoaderInput,
  type SourceDocument,
} from "@ragstone/core";
import { assemble } from "./assemble.js";
import { readFacts } from "./document-facts.js";
import type { PageLayout } from "./line.js";
import { withDocument } from "./open-document.js";
import { readOutline } from "./outline.js";
import { readPage } from "./read-page.js";

/**
 * PDF, page by page, with PDFium: columns in reading order, tables as rows `a | b`, words rejoined across line ends,
 * headings, and running headers and footers as separate blocks. The page of every block is the page whose span contains
 * it.
 */
export const pdfLoader: Loader = {
  mediaTypes: ["application/pdf"],
  version: loaderVersionOf("application/pdf"),
  load,
};

/** Others get a turn, and a signal its effect, this often. */
const turnMs = 50;

async function load(input: LoaderInput, { signal }: { readonly signal?: AbortSignal } = {}): Promise<SourceDocument> {
  signal?.throwIfAborted();
  const { layouts, outline, facts } = await withDocument(input.path, input.bytes, async (document) => {
    if (document.pageCount === 0) throw new DocumentError(input.path, "malformed", "the PDF has 0 pages");
    const layouts: PageLayout[] = [];
    let started = performance.now();
    for (let index = 0; index < document.pageCount; index += 1) {
      if (performance.now() - started > turnMs) {
        await nextTurn();
        started = performance.now();
      }
      signal?.throwIfAborted();
      layouts.push(readPage(document, index));
    }
    return { layouts, outline: readOutline(document), facts: readFacts(document) };
  });
  const { text, blocks, pages } = assemble(layouts, outline);
  const unmapped = layouts.reduce((sum, layout) => sum + layout.unmapped, 0);
  if (text === "")
    throw new DocumentError(input.path, "no-text-layer", noText(layouts.length, unmapped), {
      hint: "Run text recognition (OCR) over it, or exclude the file.",
    });
  return {
    path: input.path,
    text,
    mediaType: "application/pdf",
    sha256: input.sha256,
    bytes: input.bytes.length,
    modifiedMs: input.modifiedMs,
    title: facts.title ?? titleOf(blocks, pages[0]?.end ?? 0),
    blocks,
    pages,
    hiddenCharacters: 0,
    metadata: facts.metadata,
    warnings: warningsOf(
      pages.filter((page) => page.start === page.end).map(({ page }) => page),
      layouts.length,
      unmapped,
    ),
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

function warningsOf(empty: readonly number[], pages: number, unmapped: number): DocumentWarning[] {
  const warnings: DocumentWarning[] = [];
  if (empty.length > 0)
    warnings.push({ code: "pages-without-text", detail: `${empty.length} of ${pages} pages: ${ranges(empty)}` });
  if (unmapped > 0)
    warnings.push({
      code: "unmapped-characters",
      detail: `${unmapped} glyphs of fonts that do not say which letters they are`,
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
