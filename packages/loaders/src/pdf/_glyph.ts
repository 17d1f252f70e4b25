/** How text of one run is set: constant for a text object of the page. */
export interface TextStyle {
  /** Text direction in degrees counter-clockwise, 0 for upright pages. */
  readonly angle: number;
  /** Font size in points, scaling included. */
  readonly size: number;
  readonly bold: boolean;
  readonly monospaced: boolean;
  /** The encoding of a TeX font whose codes say nothing of themselves. */
  readonly symbols: "oms" | "omx" | null;
}

/**
 * One drawn glyph in a frame turned so that its text runs to the right: `x0` to `x1` along the line (advance width),
 * `y` the baseline growing upwards, all in points.
 */
export interface Glyph {
  /** One or more characters: ligatures are written out. */
  text: string;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly style: TextStyle;
  /** Whether a space character stands between this glyph and the one drawn before it. */
  readonly spaced: boolean;
  /** Whether the engine found this to be a hyphen that breaks a word at the end of a line. */
  readonly breaks: boolean;
  /** Whether it belongs to a script that runs to the left. */
  readonly rightToLeft: boolean;
}
