import type { SSF } from "@e965/xlsx";

/** Context for reading the cells of a workbook. */
export interface CellContext {
  /** SheetJS's number formats. */
  readonly formats: typeof SSF;
  /** Whether days are counted from 1904. */
  readonly date1904: boolean;
}
