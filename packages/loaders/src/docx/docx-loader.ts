import { DocumentError, isRagstoneError, type Loader, type LoaderInput, type SourceDocument } from "@ragstone/core";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { strFromU8, strToU8, zipSync } from "fflate";
import { makeDocument } from "../text/make-document.js";
import { checkDepth } from "../xml/check-depth.js";
import { readCoreProperties } from "../zip/core-properties.js";
import { entryText } from "../zip/entry-text.js";
import { readZip } from "../zip/read-zip.js";
import type { DocxElement } from "./docx-element.js";
import { writeDocx } from "./docx-text.js";
import { dropHiddenRuns } from "./drop-hidden-runs.js";
import { numberParagraphs } from "./number-paragraphs.js";
import { readNumbering } from "./numbering.js";

const mediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/**
 * Word documents, read by mammoth. Headings by style, list items and numbered headings with their numbers, tables as
 * rows, notes numbered at the end. Deleted text is left out; comments and hidden runs are left out and counted.
 * Pictures are never inflated, and nothing outside the file is read.
 */
export const docxLoader: Loader = { mediaTypes: [mediaType], version: loaderVersionOf(mediaType), load };

async function load(input: LoaderInput, { signal }: { readonly signal?: AbortSignal } = {}): Promise<SourceDocument> {
  const entries = readZip(input.path, input.bytes, (name) => /\.(?:xml|rels)$/i.test(name));
  const body = entries.get("word/document.xml");
  const hidden = body === undefined ? null : dropHiddenRuns(strFromU8(body));
  const numbering = entryText(entries, "word/numbering.xml");
  const shown =
    hidden === null || numbering === null
      ? hidden?.xml
      : numberParagraphs(hidden.xml, readNumbering(input.path, numbering, entryText(entries, "word/styles.xml")));
  if (shown !== undefined && (hidden!.characters > 0 || shown !== hidden!.xml))
    entries.set("word/document.xml", strToU8(shown));
  signal?.throwIfAborted();
  const { text, blocks, title, commentCharacters } = writeDocx(await parseDocx(input.path, entries));
  const properties = readCoreProperties(input.path, entryText(entries, "docProps/core.xml"));
  return makeDocument(input, {
    text,
    mediaType,
    title: title ?? properties.title,
    blocks,
    metadata: properties.metadata,
    hiddenLeftOut: commentCharacters + (hidden?.characters ?? 0),
  });
}

async function parseDocx(path: string, entries: ReadonlyMap<string, Uint8Array>): Promise<DocxElement> {
  const { default: mammoth } = await import("mammoth");
  let document: DocxElement | undefined;
  try {
    for (const name of entries.keys()) checkDepth(path, entryText(entries, name) ?? "");
    // Packed again without compression: mammoth then meets only the parts that were measured.
    const buffer = Buffer.from(zipSync(Object.fromEntries(entries), { level: 0 }));
    await mammoth.convertToHtml(
      { buffer },
      {
        includeDefaultStyleMap: false,
        includeEmbeddedStyleMap: false,
        transformDocument: (root: DocxElement) => {
          document = root;
          return { ...root, children: [] };
        },
      },
    );
  } catch (error) {
    if (isRagstoneError(error)) throw error;
    throw new DocumentError(
      path,
      "malformed",
      `not a readable Word document (${error instanceof Error ? error.message.slice(0, 200) : "unknown"})`,
      { cause: error },
    );
  }
  if (document === undefined) throw new DocumentError(path, "malformed", "not a readable Word document (no body)");
  return document;
}
