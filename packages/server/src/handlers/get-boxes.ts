import { RequestError } from "../http/request-error.js";
import { indexedPdf } from "../pages/indexed-pdf.js";
import type { Handler } from "./call.js";

/** A citation is on one page or two: more are no place to be shown. */
const maxPages = 50;

export const getBoxes: Handler<"boxes"> = async (call) => {
  const { path, start, end } = call.query;
  const { file, document } = await indexedPdf(call, path);
  const { text, pages } = document;
  const spans = pages
    .filter((page) => page.start < end && page.end > start)
    .map((page) => ({
      page: page.page,
      text: text.slice(page.start, page.end),
      start: Math.max(0, start - page.start),
      end: Math.min(page.end, end) - page.start,
    }));
  if (spans.length > maxPages || end > text.length)
    throw new RequestError(400, "invalid-option", `start, end: the range ${start}-${end} is no place to show.`, {
      hint: `Give a range within the text (0 to ${text.length}), on at most ${maxPages} pages.`,
    });
  const boxes = await call.server.pages.boxes(file, spans, call.signal);
  if (boxes !== null) return { pages: boxes };
  throw new RequestError(
    409,
    "boxes-unavailable",
    `The exact place on the pages of ${JSON.stringify(path)} is unknown.`,
    {
      hint: "Its text was indexed by another version or read by a second reader. The text view shows the exact place.",
    },
  );
};
