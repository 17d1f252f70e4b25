import type { AlignedRun } from "./align-text.js";

/** Elements that an answer can have: no images, no HTML of its own. */
export type RichTag =
  | "p"
  | "h3"
  | "h4"
  | "ul"
  | "ol"
  | "li"
  | "blockquote"
  | "pre"
  | "code"
  | "em"
  | "strong"
  | "s"
  | "table"
  | "thead"
  | "tbody"
  | "tr"
  | "th"
  | "td";

/** A node of a rendered answer. The text of all runs in order is the text that a reader sees. */
export type RichNode =
  | { readonly kind: "element"; readonly tag: RichTag; readonly children: readonly RichNode[] }
  | { readonly kind: "link"; readonly href: string; readonly children: readonly RichNode[] }
  | { readonly kind: "break" }
  | { readonly kind: "rule" }
  | ({ readonly kind: "text" } & AlignedRun);
