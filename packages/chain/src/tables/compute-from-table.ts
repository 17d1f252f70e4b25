import type { StoredText, TextRange } from "@ragstone/core";
import { stem } from "../text/stem.js";
import { stopWords } from "../text/stop-words.js";
import { words } from "../text/words.js";
import { parseTable, type ParsedTable, type TableRow } from "./parse-table.js";
import { operationWords, tableOperation, type TableOperation } from "./table-operation.js";

/** A value computed over all rows of a table, with the rows that it came from. */
export interface ComputedValue {
  readonly operation: TableOperation;
  /** A sentence that states it. */
  readonly text: string;
  readonly document: StoredText;
  /** Rows that the value came from, or the table when they are more than 20. */
  readonly ranges: readonly TextRange[];
}

/** Rows that are cited one by one. */
const maxRows = 20;
/** Words that a filter on equal cells cannot express. */
const inexact = /\b(?:not|no|never|without|except|excluding|other than|more than|less than|fewer than|over|under|above|below|before|after|since|until|between|at least|at most|different|distinct|unique|or)\b|n't\b/iu;

/**
 * Computes a count, sum, average, highest or lowest value over a whole table, exactly: only when every word of the question is
 * a column, a cell that rows are chosen by, the document's name or the operation. `null` otherwise, and when two tables would
 * both answer.
 */
export function computeFromTable(question: string, documents: readonly StoredText[]): ComputedValue | null {
  const operation = tableOperation(question);
  if (operation === null || inexact.test(question)) return null;
  const values = documents.flatMap((document) =>
    document.blocks.filter((block) => block.kind === "table").flatMap((block) => {
      const table = parseTable(document.text, block);
      const value = table === null ? null : computeOver(question, operation, table, document);
      return value === null ? [] : [value];
    }),
  );
  return values.length === 1 ? (values[0] ?? null) : null;
}

interface Filter {
  readonly column: number;
  readonly cells: ReadonlySet<string>;
}

function computeOver(question: string, operation: TableOperation, table: ParsedTable, document: StoredText): ComputedValue | null {
  const asked = ` ${words(question).map((word) => word.folded).join(" ")} `;
  const phrase = (cell: string): string => words(cell).map((word) => word.folded).join(" ");
  const filters: Filter[] = table.header.flatMap((_, column) => {
    const cells = new Set(table.rows.map((row) => phrase(row.cells[column] ?? "")).filter((cell) => cell !== "" && asked.includes(` ${cell} `)));
    return cells.size === 0 ? [] : [{ column, cells }];
  });
  const explained = new Set<string>(operationWords);
  for (const text of [...table.header, document.record.path, document.record.title ?? "", ...filters.flatMap((filter) => [...filter.cells])]) for (const word of words(text)) explained.add(word.stem);
  const pathStems = new Set(document.record.path.split(/[^\p{L}\p{N}]+/u).map((part) => stem(part.toLowerCase())));
  for (const part of pathStems) explained.add(part);
  const content = words(question).filter((word) => !stopWords.has(word.folded));
  if (content.some((word) => !explained.has(word.stem))) return null;

  const rows = table.rows.filter((row) => filters.every((filter) => filter.cells.has(phrase(row.cells[filter.column] ?? ""))));
  const where = filters.map((filter) => `${table.header[filter.column]} ${[...new Set(rows.map((row) => `"${row.cells[filter.column]}"`))].join(" or ")}`).join(" and ");
  const path = document.record.path;
  const cite = (used: readonly TableRow[]): readonly TextRange[] => (used.length === 0 || used.length > maxRows ? [table] : used);
  if (operation === "count") {
    const total = table.rows.length;
    const text = filters.length === 0 ? `${path} has ${total} ${total === 1 ? "row" : "rows"}.` : `${rows.length} of the ${total} rows of ${path} ${rows.length === 1 ? "has" : "have"} ${where}.`;
    return { operation, text, document, ranges: cite(rows) };
  }
  const stems = new Set(content.map((word) => word.stem));
  const targets = table.header.flatMap((name, column) => {
    // A column named like the document ("Order" in orders.csv) is what is counted, hardly what is summed.
    const named = words(name).filter((word) => stems.has(word.stem)).reduce((sum, word) => sum + (pathStems.has(word.stem) ? 0.1 : 1), 0);
    return named > 0 && !filters.some((filter) => filter.column === column) ? [{ column, named }] : [];
  });
  const target = targets.sort((left, right) => right.named - left.named)[0];
  if (target === undefined || rows.length === 0 || targets.filter((other) => other.named === target.named).length > 1) return null;
  const numbers = rows.map((row) => exactNumber(row.cells[target.column] ?? ""));
  if (numbers.some((number) => number === null)) return null;
  const exact = numbers.filter((number) => number !== null);
  const name = table.header[target.column] ?? "";
  const scope = filters.length === 0 ? `all ${rows.length} rows of ${path}` : `the ${rows.length} ${rows.length === 1 ? "row" : "rows"} of ${path} with ${where}`;
  if (operation === "maximum" || operation === "minimum") {
    const best = exact.reduce((found, value) => ((operation === "maximum" ? compare(value, found) > 0 : compare(value, found) < 0) ? value : found));
    const used = rows.filter((_, at) => compare(exact[at] ?? best, best) === 0);
    return { operation, text: `The ${operation === "maximum" ? "highest" : "lowest"} ${name} of ${scope} is ${used[0]?.cells[target.column]}.`, document, ranges: cite(used) };
  }
  const sum = exact.reduce(add);
  const value = operation === "sum" ? formatExact(sum) : String(Number((Number(formatExact(sum)) / rows.length).toPrecision(12)));
  return { operation, text: `The ${operation} of ${name} over ${scope} is ${value}.`, document, ranges: cite(rows) };
}

/** A decimal number as a whole number of its smallest places, so that sums are exact. */
interface Exact {
  readonly units: bigint;
  readonly places: number;
}

function exactNumber(cell: string): Exact | null {
  const match = /^[$€£]?\s?([-−]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,9}))?\s?(?:%|\p{L}{1,4})?$/u.exec(cell);
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = ""] = match;
  const units = BigInt(whole.replaceAll(",", "") + fraction);
  return { units: sign === "" ? units : -units, places: fraction.length };
}

function scaled({ units, places }: Exact, to: number): bigint {
  return units * 10n ** BigInt(to - places);
}

function add(left: Exact, right: Exact): Exact {
  const places = Math.max(left.places, right.places);
  return { units: scaled(left, places) + scaled(right, places), places };
}

function compare(left: Exact, right: Exact): number {
  const places = Math.max(left.places, right.places);
  const difference = scaled(left, places) - scaled(right, places);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

function formatExact({ units, places }: Exact): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return (units < 0n ? "-" : "") + text;
}
