import type { Block } from "@ragstone/core";
import type { Token } from "markdown-it";

/** A block of Markdown before hidden text is cut out of it. */
export interface Leaf extends Block {
  /** The list item or quote that contains it. */
  readonly container: Token | null;
  readonly source: "inline" | "html" | "verbatim";
}
