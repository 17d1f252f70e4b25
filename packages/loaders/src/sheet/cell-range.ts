/** Rows that a range of cells covers, from 0, both included. */
export interface CellRange {
  readonly first: number;
  readonly last: number;
}

/** Rows of a range such as `A1:D20`; `null` if it is none. */
export function decodeRange(reference: string): CellRange | null {
  const match = /^\$?[A-Z]+\$?(\d+)(?::\$?[A-Z]+\$?(\d+))?$/.exec(reference);
  if (match === null) return null;
  return { first: Number(match[1]) - 1, last: Number(match[2] ?? match[1]) - 1 };
}

export function isInside({ first, last }: CellRange, row: number): boolean {
  return row >= first && row <= last;
}
