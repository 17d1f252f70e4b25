import type { SSF, WorkBook } from "@e965/xlsx";
import { DocumentError, type Loader, type LoaderInput, type SourceDocument } from "@ragstone/core";
import { zipSync } from "fflate";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { contentTypeOf } from "../media/content-type.js";
import { makeDocument } from "../text/make-document.js";
import { createTextBuilder } from "../text/text-builder.js";
import { readZip } from "../zip/read-zip.js";
import type { CellContext } from "./sheet-cell.js";
import { sheetTable } from "./sheet-table.js";

/**
 * Workbooks of Excel and OpenDocument, read by SheetJS: each sheet a heading and a table, rows as lines, cells between
 * ` | ` as they are shown. Where the display rounds, a cell has the digits of its stored value; numbers, dates and truth
 * values are typed cells of the table. Hidden sheets are left out and counted.
 */
export function sheetLoaderOf(mediaType: string): Loader {
  return { mediaTypes: [mediaType], version: loaderVersionOf(mediaType), load: (input) => load(input, mediaType) };
}

async function load(input: LoaderInput, mediaType: string): Promise<SourceDocument> {
  const { workbook, formats } = await readWorkbook(input, mediaType);
  const context: CellContext = { formats, date1904: workbook.Workbook?.WBProps?.date1904 === true };
  const builder = createTextBuilder();
  let hiddenLeftOut = 0;
  for (const [index, name] of workbook.SheetNames.entries()) {
    const { text, headerLength, cells } = sheetTable(workbook.Sheets[name], context);
    if ((workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0) {
      hiddenLeftOut += text.length;
      continue;
    }
    if (text === "") continue;
    builder.add("heading", name, { level: 1, label: name });
    builder.add("table", text, { headerLength, cells });
  }
  return makeDocument(input, { ...builder.finish(), mediaType, title: workbook.Props?.Title ?? null, hiddenLeftOut });
}

async function readWorkbook(
  input: LoaderInput,
  mediaType: string,
): Promise<{ readonly workbook: WorkBook; readonly formats: typeof SSF }> {
  const { read, SSF: formats } = await import("@e965/xlsx");
  const isLegacy = contentTypeOf(input.bytes) === "compound-file" && mediaType === "application/vnd.ms-excel";
  // Packed again without compression: the parser then meets only the parts that were measured, and no pictures.
  const bytes = isLegacy
    ? input.bytes
    : zipSync(
        Object.fromEntries(readZip(input.path, input.bytes, (name) => /\.(?:xml|rels)$|^mimetype$/i.test(name))),
        { level: 0 },
      );
  try {
    const workbook = read(bytes, {
      type: "array",
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellText: true,
      cellNF: true,
      cellStyles: false,
      bookVBA: false,
    });
    return { workbook, formats };
  } catch (error) {
    const message = error instanceof Error ? error.message.slice(0, 160) : "unknown";
    if (/password/i.test(message))
      throw new DocumentError(input.path, "encrypted", "the workbook needs a password", { cause: error });
    throw new DocumentError(input.path, "malformed", `not a readable workbook (${message})`, { cause: error });
  }
}
