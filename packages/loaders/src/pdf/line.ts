import type { Segment } from "./segment.js";

/** One line of text on a page, in a frame whose text runs to the right. */
export interface Line {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  /** Baseline, growing upwards. */
  readonly y: number;
  readonly size: number;
  readonly bold: boolean;
  readonly monospaced: boolean;
  /** Pieces between gaps as wide as those of columns. */
  readonly pieces: number;
  /** Whether its last word continues on the next line, as the engine judges it. */
  readonly breaks: boolean;
  /** What it was read from; `null` once the page is read, so that a whole book fits in memory. */
  drawn: readonly Segment[] | null;
}

/** A row of a table: one text a column, empty where the row has none. */
export interface TableRow {
  readonly cells: readonly string[];
  readonly bold: boolean;
  readonly y: number;
  /** What each cell was read from, line by line; `null` once the page is read. */
  drawn: readonly (readonly (readonly Segment[])[])[] | null;
}

/**
 * Part of a page in reading order: lines of one column, or a table. `upright`: in the direction of most of the page's
 * text.
 */
export type Region =
  | {
      readonly kind: "lines";
      readonly lines: readonly Line[];
      readonly x0: number;
      readonly x1: number;
      readonly upright: boolean;
    }
  | { readonly kind: "table"; readonly rows: readonly TableRow[]; readonly upright: boolean };

/** A page ready to be read. Contains no glyphs, so that a whole book fits in memory. */
export interface PageLayout {
  readonly height: number;
  readonly regions: readonly Region[];
  /** Glyphs whose letters are unknown, those whose letters follow from their codes alone, and all glyphs. */
  readonly unmapped: number;
  readonly guessed: number;
  readonly glyphs: number;
  /** Whether the page draws text, even if no glyph of it could be read. */
  readonly drawsText: boolean;
}
