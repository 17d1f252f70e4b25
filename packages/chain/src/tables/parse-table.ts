import type { Block, Steps, TableCell, TextRange } from "@ragstone/core";
import { mapSteps } from "./map-steps.js";

export interface TableRow extends TextRange {
  /** Trimmed, in order of the columns. */
  readonly cells: readonly string[];
  /** Stored values in order of the columns, `undefined` for text; `null` where the table stores none. */
  readonly values: readonly (TableCell | undefined)[] | null;
}

export interface ParsedTable extends TextRange {
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
}

/** Lines between two pauses. */
const stepLines = 1024;

const rule = /^[\s|:+=-]+$/u;

/**
 * Reads a table block: Markdown rows, tab-separated or comma-separated lines. `null` without a header, which has one
 * line except in sheets, and at least one row of its width.
 */
export function* parseTable(text: string, block: Block): Steps<ParsedTable | null> {
  if (block.header === undefined) return null;
  const lines: TextRange[] = [];
  for (let at = block.start; at < block.end;) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 || newline > block.end ? block.end : newline;
    if (text.slice(at, end).trim() !== "" && !rule.test(text.slice(at, end)))
      lines.push({ start: at, end: text[end - 1] === "\r" ? end - 1 : end });
    at = end + 1;
    if (lines.length % stepLines === 0) yield;
  }
  const heads = lines.filter((line) => line.start < block.header!.end);
  const rest = lines.slice(heads.length);
  const [first] = heads;
  // Only sheets say how many lines name their columns.
  if (first === undefined || rest.length === 0 || (heads.length > 1 && block.cells === undefined)) return null;
  const split = block.cells === undefined ? splitterFor(text.slice(first.start, first.end)) : splitSheet;
  const cellsOf = ({ start, end }: TextRange): string[] => split(text.slice(start, end)).map((cell) => cell.trim());
  const header = columnNames(heads.map(cellsOf));
  if (header.length < 2) return null;
  const rows =
    block.cells === undefined
      ? yield* mapSteps(rest, (line): TableRow => ({ ...line, cells: cellsOf(line), values: null }))
      : yield* typedRows(text, rest, { columns: header.length, cells: block.cells });
  // Rows of another width mean that the table was read wrong: nothing may be computed from it.
  return rows.every((row) => row.cells.length === header.length)
    ? { start: block.start, end: block.end, header, rows }
    : null;
}

/** The names of columns over several lines: `2022 Plan` for `Plan` under `2022`. */
function columnNames(lines: readonly (readonly string[])[]): string[] {
  const columns = Math.max(...lines.map((line) => line.length));
  return Array.from({ length: columns }, (_, at) => {
    const names = lines.map((line) => line[at] ?? "").filter((name) => name !== "");
    return [...new Set(names)].join(" ");
  });
}

/** Rows of a sheet end with their last filled cell; the blank ones after it are added. */
function typedRows(
  text: string,
  lines: readonly TextRange[],
  { columns, cells: typed }: { readonly columns: number; readonly cells: readonly TableCell[] },
): Steps<TableRow[]> {
  let next = 0;
  return mapSteps(lines, (line) => {
    const cells = splitSheet(text.slice(line.start, line.end));
    let start = line.start;
    const values = cells.map((cell) => {
      while (next < typed.length && typed[next]!.start < start) next += 1;
      const value = typed[next]?.start === start && typed[next]?.end === start + cell.length ? typed[next] : undefined;
      start += cell.length + sheetSeparator.length;
      return value;
    });
    while (cells.length < columns) cells.push("");
    return { ...line, cells, values };
  });
}

/** Between the cells of a sheet's row. */
const sheetSeparator = " | ";

function splitSheet(line: string): string[] {
  return line.split(sheetSeparator);
}

function splitterFor(line: string): (line: string) => string[] {
  if (line.includes("|")) return splitBars;
  if (line.includes("\t")) return (row) => row.split("\t");
  return splitCommas(line.includes(";") && !line.includes(",") ? ";" : ",");
}

function splitBars(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/gu, "")
    .split(/(?<!\\)\|/u);
}

function splitCommas(separator: string): (line: string) => string[] {
  return (line) => {
    const cells: string[] = [];
    let cell = "";
    let quoted = false;
    for (let at = 0; at < line.length; at += 1) {
      const char = line[at] ?? "";
      if (quoted && char === '"' && line[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (char === '"') quoted = !quoted;
      else if (char === separator && !quoted) {
        cells.push(cell);
        cell = "";
      } else cell += char;
    }
    return [...cells, cell];
  };
}
