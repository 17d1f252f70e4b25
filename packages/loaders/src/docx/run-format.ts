import type { Element } from "domhandler";
import { attributeOf, childNamed } from "../xml/xml-tree.js";
import { isOn } from "./is-on.js";
import { valueOf } from "./value-of.js";
import type { WordStyles } from "./word-styles.js";

/** The formatting of a run that changes its text. */
export interface RunFormat {
  readonly isHidden: boolean;
  /** Superscript. */
  readonly isRaised: boolean;
  /** Of its text, which counts only for fonts of symbols. */
  readonly font: string | null;
}

/** The run's own formatting first, then that of its style and of the paragraph's. */
export function readRunFormat(run: Element, paragraphStyle: string | null, styles: WordStyles): RunFormat {
  const properties = childNamed(run, "rPr");
  const vanish = properties === null ? null : childNamed(properties, "vanish");
  const fonts = properties === null ? null : childNamed(properties, "rFonts");
  const position = valueOf(properties, "vertAlign");
  const style = valueOf(properties, "rStyle");
  return {
    isHidden: vanish === null ? (styles.hides(style) ?? styles.hides(paragraphStyle) ?? false) : isOn(vanish),
    isRaised: position === null ? styles.raises(style) : position === "superscript",
    font: fonts === null ? null : (attributeOf(fonts, "ascii") ?? attributeOf(fonts, "hAnsi")),
  };
}
