import type { CitedQuote, ClosestPassage } from "@ragstone/core";
import type { CitedSource } from "@ragstone/verify/internal";

/** The places of quotes that a generator names by offsets; a quote that is not there is left out. */
export function closestPassages(quotes: readonly CitedQuote[], sources: readonly CitedSource[]): ClosestPassage[] {
  return quotes.flatMap(({ source: number, quote, near }): ClosestPassage[] => {
    const source = sources.find((one) => one.number === number);
    if (source === undefined || near === undefined || !source.document.text.startsWith(quote, near.start)) return [];
    const { origin, path, headingsOf, pagesOf } = source;
    const range = { start: near.start, end: near.start + quote.length };
    return [{ origin, path, ...range, quote, headings: headingsOf(range), ...pagesOf(range) }];
  });
}
