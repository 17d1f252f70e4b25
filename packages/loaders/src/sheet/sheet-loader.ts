import type { WorkBook } from "@e965/xlsx";
import type { DocumentWarning, Loader, LoaderInput, SourceDocument } from "@ragstone/core";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { makeDocument } from "../text/make-document.js";
import { createTextBuilder, type TextBuilder } from "../text/text-builder.js";
import { readWorkbook } from "./read-workbook.js";
import type { CellContext } from "./cell-context.js";
import { noFacts, type SheetFacts } from "./sheet-facts.js";
import { sheetGrid, type SheetGrid } from "./sheet-grid.js";
import { sheetParts } from "./sheet-parts.js";
import { sheetTable } from "./sheet-table.js";

/** Contents of a workbook that are not in its text. */
interface LeftOut {
  sheets: number;
  rows: number;
  cells: number;
  comments: number;
  characters: number;
  filteredRows: number;
  valueless: number;
}

/**
 * Workbooks of Excel and OpenDocument, read by SheetJS: each sheet a heading and its tables, rows as lines, cells between
 * ` | ` as they are shown. Where the display rounds, a cell has the digits of its stored value; numbers, dates and truth
 * values are typed cells of the table. Merged cells are repeated in every row that they cover; titles and notes are
 * paragraphs. Hidden sheets, rows and columns and comments are left out and counted.
 */
export function sheetLoaderOf(mediaType: string): Loader {
  return { mediaTypes: [mediaType], version: loaderVersionOf(mediaType), load: (input) => load(input, mediaType) };
}

async function load(input: LoaderInput, mediaType: string): Promise<SourceDocument> {
  const { workbook, formats, facts } = await readWorkbook(input);
  const context: CellContext = { formats, date1904: workbook.Workbook?.WBProps?.date1904 === true };
  const builder = createTextBuilder();
  const left: LeftOut = { sheets: 0, rows: 0, cells: 0, comments: 0, characters: 0, filteredRows: 0, valueless: 0 };
  for (const [index, name] of workbook.SheetNames.entries()) {
    const known = facts.get(name) ?? noFacts;
    const grid = sheetGrid(workbook.Sheets[name], context, known);
    count(left, grid, known);
    if (isHiddenSheet(workbook, index, known)) {
      left.sheets += 1;
      left.characters += lengthOf(grid);
    } else writeSheet(builder, readableName(name, index), { grid, drawn: known.drawn });
  }
  return makeDocument(input, {
    ...builder.finish(),
    mediaType,
    title: workbook.Props?.Title ?? null,
    warnings: warningsOf(left),
    hiddenLeftOut: left.characters,
  });
}

/** Longest name of a sheet; Excel allows 31 characters, OpenDocument programs more. */
const maxNameLength = 255;

/** The name of a sheet, or its number where a damaged or early file has no name that can be read. */
function readableName(name: string, index: number): string {
  return name.length > maxNameLength || /[\p{Cc}\p{Cs}]/u.test(name) ? `Sheet ${index + 1}` : name;
}

function isHiddenSheet(workbook: WorkBook, index: number, { isHidden }: SheetFacts): boolean {
  return isHidden ?? (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0;
}

function lengthOf({ rows }: SheetGrid): number {
  return rows
    .flatMap(({ cells }) => cells)
    .reduce((sum, { text, isRepeated }) => sum + (isRepeated ? 0 : text.length), 0);
}

function count(left: LeftOut, grid: SheetGrid, facts: SheetFacts): void {
  left.rows += grid.hiddenRows;
  left.cells += grid.hiddenCells;
  left.comments += grid.comments;
  left.characters += grid.hiddenCharacters;
  left.filteredRows += facts.filteredRows;
  left.valueless += facts.valueless;
}

function writeSheet(
  builder: TextBuilder,
  name: string,
  { grid, drawn }: { readonly grid: SheetGrid; readonly drawn: readonly string[] },
): void {
  if (grid.rows.length === 0 && drawn.length === 0) return;
  builder.add("heading", name, { level: 1, label: name });
  for (const part of sheetParts(grid.rows)) {
    const { text, headerLength, cells } = sheetTable(part);
    if (part.kind === "text") builder.add("paragraph", text);
    else builder.add("table", text, { headerLength, cells });
  }
  for (const text of drawn) builder.add("paragraph", text);
}

function warningsOf({ sheets, rows, cells, comments, filteredRows, valueless }: LeftOut): DocumentWarning[] {
  const left = [
    amount(sheets, "hidden sheet"),
    amount(rows, "hidden row"),
    amount(cells, "cell in hidden columns", "cells in hidden columns"),
    amount(comments, "comment"),
  ].filter((part) => part !== "");
  const warnings: DocumentWarning[] = [];
  if (left.length > 0) warnings.push({ code: "left-out", detail: `left out: ${left.join(", ")}` });
  if (filteredRows > 0)
    warnings.push({ code: "filtered-rows", detail: `${amount(filteredRows, "row")} hidden by a filter included` });
  if (valueless > 0)
    warnings.push({
      code: "formulas-without-value",
      detail: `${amount(valueless, "formula")} without a stored value left blank; save the file in a spreadsheet program`,
    });
  return warnings;
}

function amount(number: number, one: string, many = `${one}s`): string {
  return number === 0 ? "" : `${number} ${number === 1 ? one : many}`;
}
