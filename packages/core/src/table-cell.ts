import type { TextRange } from "./text-range.js";

/** A typed value as the source stores it. */
export type CellValue =
  | { readonly type: "number"; readonly value: number }
  /** ISO 8601: `2024-03-05`, or `2024-03-05T14:30:00` where the cell has a time, without a zone. */
  | { readonly type: "date"; readonly value: string }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "string"; readonly value: string };

/** A table cell with the value that it stores; the range is its text. */
export type TableCell = TextRange & CellValue;
