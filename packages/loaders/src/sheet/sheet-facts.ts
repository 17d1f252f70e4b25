/** Facts of a sheet that SheetJS does not report. Rows and columns count from 0. */
export interface SheetFacts {
  readonly hiddenRows: ReadonlySet<number>;
  readonly hiddenColumns: ReadonlySet<number>;
  /** Rows that only a filter hides: they belong to the table. */
  readonly filteredRows: number;
  /** Number of formulas whose value was never computed and stored. */
  readonly valueless: number;
  /** Cells among them that store a placeholder instead, as `B5`. */
  readonly placeholders: ReadonlySet<string>;
  /** Paragraphs of text boxes and titles of charts. */
  readonly drawn: readonly string[];
  /** Whether the sheet is hidden; `null` where SheetJS reports it. */
  readonly isHidden: boolean | null;
}

export const noFacts: SheetFacts = {
  hiddenRows: new Set(),
  hiddenColumns: new Set(),
  filteredRows: 0,
  valueless: 0,
  placeholders: new Set(),
  drawn: [],
  isHidden: null,
};
