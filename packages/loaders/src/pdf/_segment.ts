import type { Glyph } from "./_glyph.js";

/** Glyphs that stand side by side on one baseline, sub- and superscripts included, without a gap wide enough for a column. */
export interface Segment {
  readonly glyphs: Glyph[];
  x0: number;
  x1: number;
  /** Baseline of the full-size glyphs. */
  y: number;
  /** Size of the full-size glyphs in points. */
  size: number;
}
