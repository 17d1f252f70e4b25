import type { TexEncoding } from "./tex-encoding.js";

/** How text of one run is set: constant for a text object of the page. */
export interface TextStyle {
  /** Text direction in degrees counter-clockwise, 0 for upright pages. */
  readonly angle: number;
  /** Font size in points, scaling included. */
  readonly size: number;
  readonly bold: boolean;
  readonly monospaced: boolean;
  /** Whether glyphs are drawn as in a mirror; the angle is then that of their baseline. */
  readonly mirrored: boolean;
  /** The encoding of a TeX font, for glyphs without a Unicode mapping. */
  readonly tex: TexEncoding | null;
}

/**
 * A drawn glyph, or several of one word that touch, in a frame turned so that their text runs to the right: `x0` to
 * `x1` along the line (advance width), `y` the baseline growing upwards, all in points.
 */
export interface Run {
  /** One or more characters: ligatures are written out. */
  readonly text: string;
  /** Glyphs: fewer than characters where one glyph represents several. */
  readonly glyphs: number;
  readonly x0: number;
  readonly x1: number;
  /** Where its last glyph begins. */
  readonly lastX0: number;
  readonly y: number;
  readonly style: TextStyle;
  /** Whether a space character separates this run from the one drawn before it. */
  readonly spaced: boolean;
  /** Whether the engine finds the gap before this run as wide as a space. */
  readonly afterGap: boolean;
  /** Whether the engine found this to be a hyphen that breaks a word at the end of a line. */
  readonly breaks: boolean;
  /** Whether it belongs to a script that runs to the left; such a run has one glyph. */
  readonly rightToLeft: boolean;
  /** Indexes of its first and last character in the engine's text page. */
  readonly first: number;
  readonly last: number;
  /** The engine's index of an accent drawn over the last letter, -1 without one. */
  readonly accent: number;
}

/**
 * A run with another text. Written out, as a copy by spread has another shape, for which V8 compiles the layout once
 * more.
 */
export function withText(
  { glyphs, x0, x1, lastX0, y, style, afterGap, breaks, rightToLeft, first, last, accent }: Run,
  text: string,
  spaced: boolean,
): Run {
  return { text, glyphs, x0, x1, lastX0, y, style, spaced, afterGap, breaks, rightToLeft, first, last, accent };
}
