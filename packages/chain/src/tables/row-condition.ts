import type { TableRow } from "./parse-table.js";

/** The condition for a row to count. */
export interface RowCondition {
  readonly column: number;
  readonly matches: (row: TableRow) => boolean;
  /** As it reads after "rows with": `Country "Norway"`. */
  readonly description: string;
  /** Whether it names cells that rows must have. */
  readonly isCell: boolean;
}
