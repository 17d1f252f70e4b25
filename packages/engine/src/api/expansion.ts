/** What a hit is widened to. */
export type Expansion = "neighbours" | "section";
