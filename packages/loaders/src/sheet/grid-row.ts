import type { CellValue } from "@ragstone/core";

/** A filled cell of a sheet. */
export interface GridCell {
  /** Among the visible columns, from 0. */
  readonly column: number;
  readonly text: string;
  readonly value: CellValue | null;
  /** Columns that the cell covers, more than 1 for merged ones. */
  readonly span: number;
  /** Whether the cell repeats a merged cell that begins in a row above. */
  readonly isRepeated: boolean;
}

/** A visible row with filled cells, in the order of the columns. */
export interface GridRow {
  /** Among all rows of the sheet, from 0. */
  readonly row: number;
  readonly cells: GridCell[];
  /** Whether visible blank rows lie between it and the row before. */
  readonly afterBlank: boolean;
}
