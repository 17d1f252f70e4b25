/** The text that a hit is widened to. */
export type Expansion = "neighbours" | "section";
