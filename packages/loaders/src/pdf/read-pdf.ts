import { setImmediate as nextTurn } from "node:timers/promises";
import { DocumentError, type LoaderInput, type Metadata } from "@ragstone/core";
import { type AssembledText, assemble } from "./assemble.js";
import { readFacts } from "./document-facts.js";
import type { PageLayout } from "./line.js";
import { withDocument } from "./open-document.js";
import { type OutlineEntry, readOutline } from "./outline.js";
import { readPageLabels } from "./page-labels.js";
import { readPage } from "./read-page.js";
import { readWithPdfParse } from "./read-with-pdf-parse.js";
import { readableCharacters } from "./readable-characters.js";

/** A PDF as one text, with the facts its loader reports. */
export interface ReadPdf extends AssembledText {
  readonly title: string | null;
  readonly metadata: Metadata;
  /** Glyphs whose letters are unknown. */
  readonly unmapped: number;
  /** Why another reader's text is used; `null` for PDFium's. */
  readonly secondReader: string | null;
}

/** What PDFium reads. */
interface Reading {
  readonly layouts: readonly PageLayout[];
  readonly outline: readonly OutlineEntry[];
  readonly facts: ReturnType<typeof readFacts>;
  readonly labels: readonly (string | undefined)[];
}

/** Others get a turn, and a signal its effect, this often. */
const turnMs = 50;

/** From these shares of glyphs without letters, or of readable characters, a second reader is asked. */
const manyUnmapped = 0.05;
const fewReadable = 0.5;

const sampleParts = 8;
const samplePart = 1000;

/** The second reader knows no columns and no tables, so that its text has to have this much more to be read. */
const muchMore = 1.1;

/**
 * Reads a PDF with PDFium and, where that yields no letters or few, with `pdf-parse`: the reading with more
 * {@link readableCharacters} is kept.
 *
 * @throws {@link DocumentError} `encrypted`, `malformed` or `too-large`
 */
export async function readPdf(input: LoaderInput, signal?: AbortSignal): Promise<ReadPdf> {
  let failure: DocumentError | null = null;
  const reading = await readWithPdfium(input, signal).catch((error: unknown) => {
    if (!(error instanceof DocumentError) || !isWorthAnotherTry(error, input.bytes)) throw error;
    failure = error;
    return null;
  });
  const { title = null, metadata = {} } = reading?.facts ?? {};
  const { outline = [], labels = [] } = reading ?? {};
  const first = reading === null ? null : textOf(reading.layouts, outline, labels);
  const reason = first === null ? "PDFium cannot read the file" : doubtsOf(first, reading!.layouts);
  if (first !== null && reason === null) return { ...first, title, metadata, secondReader: null };
  const layouts = await readWithPdfParse(input.bytes, signal);
  const second = layouts === null ? null : textOf(layouts, outline, labels);
  const more = second === null ? 0 : readableCharacters(second.text);
  if (second !== null && more > muchMore * readableCharacters(first?.text ?? ""))
    return { ...second, title, metadata, secondReader: reason };
  if (first === null) throw failure!;
  return { ...first, title, metadata, secondReader: null };
}

async function readWithPdfium(input: LoaderInput, signal: AbortSignal | undefined): Promise<Reading> {
  return withDocument(input.path, input.bytes, async (document) => {
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
    return { layouts, outline: readOutline(document), facts: readFacts(document), labels: readPageLabels(document) };
  });
}

/** A file that begins as a PDF and needs no password. */
function isWorthAnotherTry(error: DocumentError, bytes: Uint8Array): boolean {
  return error.reason === "malformed" && Buffer.from(bytes.subarray(0, 1024)).includes("%PDF-");
}

function textOf(
  layouts: readonly PageLayout[],
  outline: readonly OutlineEntry[],
  labels: readonly (string | undefined)[],
): AssembledText & { readonly unmapped: number } {
  const { text, blocks, pages } = assemble(layouts, outline);
  const labelled = pages.map((span) => {
    const label = labels[span.page - 1];
    return label === undefined ? span : { ...span, label };
  });
  return { text, blocks, pages: labelled, unmapped: layouts.reduce((sum, layout) => sum + layout.unmapped, 0) };
}

/** Parts from all over a long text: reading all of it takes as long as a tenth of the loading. */
function sampleOf(text: string): string {
  if (text.length <= sampleParts * samplePart) return text;
  const step = text.length / sampleParts;
  return Array.from({ length: sampleParts }, (_, index) =>
    text.slice(Math.floor(index * step), Math.floor(index * step) + samplePart),
  ).join(" ");
}

/** Why a reading may be wrong; `null` for one without doubts. */
function doubtsOf({ text, unmapped }: { text: string; unmapped: number }, pages: readonly PageLayout[]): string | null {
  const glyphs = pages.reduce((sum, page) => sum + page.glyphs, 0);
  const doubtful = pages.reduce((sum, page) => sum + page.guessed, unmapped);
  if (text === "") return pages.some((page) => page.drawsText) ? "PDFium reads none of its letters" : null;
  if (doubtful >= manyUnmapped * glyphs)
    return `its fonts do not map ${Math.round((100 * doubtful) / glyphs)} % of the glyphs to letters`;
  const sample = sampleOf(text);
  const drawn = sample.replace(/\s+/gu, "").length;
  return readableCharacters(sample) < fewReadable * drawn ? "PDFium reads few words in it" : null;
}
