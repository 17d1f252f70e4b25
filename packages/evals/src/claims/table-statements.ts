import { pick } from "../answers/random.js";
import type { Statement } from "./statement.js";

const row = /^\|.*\|$/u;
const rule = /^[|\s:-]+$/u;

/** Statements of the tables of a Markdown text: a cell by its row and column, and cells of other rows and columns. */
export function tableStatements(text: string, next: () => number): Statement[] {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.flatMap((line, at): Statement[] => {
    if (!rule.test(line) || !row.test(line) || at === 0) return [];
    const header = cellsOf(lines[at - 1]!);
    const end = lines.findIndex((other, place) => place > at && !row.test(other));
    const rows = lines
      .slice(at + 1, end < 0 ? lines.length : end)
      .map((written) => ({ written, cells: cellsOf(written) }));
    return header.length < 2 || rows.length < 2 ? [] : rows.flatMap((one) => rowStatements(header, one, rows, next));
  });
}

interface Row {
  readonly written: string;
  readonly cells: readonly string[];
}

function rowStatements(
  header: readonly string[],
  { written, cells }: Row,
  rows: readonly Row[],
  next: () => number,
): Statement[] {
  const column = 1 + Math.floor(next() * (header.length - 1));
  const value = cells[column] ?? "";
  if (value === "" || value.length > 60 || (cells[0] ?? "") === "") return [];
  const claim = (cell: string): string => `The ${header[column]} of ${cells[0]} is ${cell}.`;
  const statements: Statement[] = [{ kind: "reworded: table row", isTrue: true, claim: claim(value), quote: written }];
  const other = pick(
    rows.map((one) => one.cells[column] ?? "").filter((cell) => cell !== "" && !written.includes(cell)),
    next,
  );
  if (other !== undefined)
    statements.push({ kind: "name: cell of another row", isTrue: false, claim: claim(other), quote: written });
  const beside = pick(
    cells.filter((cell, at) => at > 0 && at !== column && cell !== "" && cell.length < 40 && cell !== value),
    next,
  );
  if (beside !== undefined)
    statements.push({
      kind: "attachment: cell of another column",
      isTrue: false,
      claim: claim(beside),
      quote: written,
    });
  return statements;
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^\||\|$/gu, "")
    .split("|")
    .map((cell) => cell.trim());
}
