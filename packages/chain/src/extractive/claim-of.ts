import type { CitedQuote, GenerationPart } from "@ragstone/core";
import type { Excerpt } from "./excerpt.js";
import { renderExcerpt } from "./render-excerpt.js";

/** An excerpt as a claim, each of its pieces cited. */
export function claimOf(excerpt: Excerpt): Extract<GenerationPart, { type: "claim" }> {
  return {
    type: "claim",
    ...renderExcerpt(excerpt),
    citations: excerpt.pieces.map((piece) => quoteOf(excerpt, piece)),
  };
}

/** A part of an excerpt's passage as a quote. */
export function quoteOf({ passage }: Excerpt, { start, end }: Excerpt["key"]): CitedQuote {
  const near = { start: passage.start + start, end: passage.start + end };
  return { source: passage.number, quote: passage.text.slice(start, end), near };
}
