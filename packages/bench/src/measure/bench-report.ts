/** One line of a benchmark: our figure next to that of a named rival, from the same run. */
export interface BenchRow {
  readonly what: string;
  readonly unit:
    | "ms"
    | "MB"
    | "MB/s"
    | "texts/s"
    | "files/s"
    | "chunks/s"
    | "searches/s"
    | "pages/s"
    | "pages/CPU s"
    | "share"
    | "count";
  readonly ours: number;
  /** `null` if the rival has no equivalent. */
  readonly rival: number | null;
  /** What prevents a comparison, if anything. */
  readonly note?: string;
}

export interface BenchReport {
  readonly name: string;
  /** Describes the rival, with versions or settings. */
  readonly rival: string;
  /** Describes the measured input: sizes and counts. */
  readonly input: string;
  readonly rows: readonly BenchRow[];
}

/** How many times as good ours is: above 1 is in our favour, whichever way the unit points. */
export function ratio({ unit, ours, rival }: BenchRow): number | null {
  if (rival === null) return null;
  return unit === "ms" || unit === "MB" || unit === "count" ? rival / ours : ours / rival;
}
