import type { WorkBook } from "@e965/xlsx";
import { DocumentError, type Loader, type LoaderInput, type SourceDocument } from "@ragstone/core";
import { zipSync } from "fflate";
import { contentTypeOf } from "../media/_content-type.js";
import { makeDocument } from "../text/_make-document.js";
import { createTextBuilder } from "../text/_text-builder.js";
import { readZip } from "../zip/_read-zip.js";
import { sheetRows } from "./_sheet-rows.js";

/**
 * Workbooks of Excel and OpenDocument, read by SheetJS: each sheet a heading and a table, rows as lines, cells between
 * ` | ` as they are shown (dates and numbers in their format). Hidden sheets are left out and counted.
 */
export function sheetLoaderOf(mediaType: string): Loader {
  return { mediaTypes: [mediaType], load: (input) => load(input, mediaType) };
}

async function load(input: LoaderInput, mediaType: string): Promise<SourceDocument> {
  const workbook = await readWorkbook(input, mediaType);
  const builder = createTextBuilder();
  let hiddenLeftOut = 0;
  for (const [index, name] of workbook.SheetNames.entries()) {
    const rows = sheetRows(workbook.Sheets[name]);
    const text = rows.join("\n");
    if ((workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0) {
      hiddenLeftOut += text.length;
      continue;
    }
    if (text === "") continue;
    builder.add("heading", name, { level: 1, label: name });
    builder.add("table", text, { headerLength: rows.length > 1 ? rows[0]!.length : 0 });
  }
  return makeDocument(input, { ...builder.finish(), mediaType, title: workbook.Props?.Title ?? null, hiddenLeftOut });
}

async function readWorkbook(input: LoaderInput, mediaType: string): Promise<WorkBook> {
  const { read } = await import("@e965/xlsx");
  const isLegacy = contentTypeOf(input.bytes) === "compound-file" && mediaType === "application/vnd.ms-excel";
  // Packed again without compression: the parser then meets only the parts that were measured, and no pictures.
  const bytes = isLegacy
    ? input.bytes
    : zipSync(
        Object.fromEntries(readZip(input.path, input.bytes, (name) => /\.(?:xml|rels)$|^mimetype$/i.test(name))),
        { level: 0 },
      );
  try {
    return read(bytes, {
      type: "array",
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellText: true,
      cellStyles: false,
      bookVBA: false,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message.slice(0, 160) : "unknown";
    if (/password/i.test(message))
      throw new DocumentError(input.path, "encrypted", "the workbook needs a password", { cause: error });
    throw new DocumentError(input.path, "malformed", `not a readable workbook (${message})`, { cause: error });
  }
}
