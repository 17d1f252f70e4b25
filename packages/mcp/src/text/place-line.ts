import { describePages, documentName, type Citation } from "@ragstone/core";
import { oneLine } from "./one-line.js";

type Place = Pick<Citation, "origin" | "path" | "start" | "end" | "headings" | "pages" | "pageLabels"> & {
  readonly collection?: string | undefined;
};

/** `guide.md:120-180 · page 5 · Install > Linux`, on one line. */
export function placeLine(place: Place): string {
  const { collection, start, end, headings, pages } = place;
  const name = `${oneLine(documentName(place), 400)}:${start}-${end}`;
  return [
    ...(collection === undefined ? [] : [oneLine(collection)]),
    name,
    ...(pages.length === 0 ? [] : [`page ${oneLine(describePages(place))}`]),
    ...(headings.length === 0 ? [] : [headings.map((heading) => oneLine(heading, 120)).join(" > ")]),
  ].join(" · ");
}
