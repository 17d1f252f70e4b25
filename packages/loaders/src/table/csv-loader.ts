import type { Block, Loader } from "@ragstone/core";
import papaparse from "papaparse";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { decodeText } from "../text/decode-text.js";
import { makeDocument } from "../text/make-document.js";

/** Characters in which the first two records are looked for. A longer header would fill whole chunks with itself. */
const headCharacters = 4000;

/**
 * Comma- and tab-separated values. The text is the file: one table whose header is the first record, where it reads
 * like one.
 *
 * @param mediaType - `text/csv`, whose separator is guessed, or `text/tab-separated-values`
 */
export function csvLoaderOf(mediaType: "text/csv" | "text/tab-separated-values"): Loader {
  return {
    mediaTypes: [mediaType],
    version: loaderVersionOf(mediaType),
    load: async (input) => {
      const { text, warnings } = decodeText(input.path, input.bytes);
      const start = text.search(/\S/);
      const headerEnd = start === -1 ? null : findHeaderEnd(text.slice(start, start + headCharacters), mediaType);
      const block: Block = {
        kind: "table",
        start,
        end: text.trimEnd().length,
        header: headerEnd === null ? undefined : { start, end: start + headerEnd },
      };
      return makeDocument(input, { text, mediaType, blocks: start === -1 ? [] : [block], warnings });
    },
  };
}

/** Where the header ends: the first record, if another follows and none of its cells is empty or a number. */
function findHeaderEnd(head: string, mediaType: string): number | null {
  const separator =
    mediaType === "text/csv"
      ? papaparse.parse<string[]>(head, { preview: 10, skipEmptyLines: true }).meta.delimiter
      : "\t";
  // Only the slow way knows where a record ends.
  const first = papaparse.parse<string[]>(head, { delimiter: separator, preview: 1, fastMode: false });
  const cells = first.data[0] ?? [];
  const end = first.meta.cursor;
  if (head.slice(end).trim() === "") return null;
  if (cells.length < 2 || cells.some((cell) => cell.trim() === "" || /^[\s\d.,%+-]+$/.test(cell))) return null;
  return head.slice(0, end).trimEnd().length;
}
