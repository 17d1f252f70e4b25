import type { Loader } from "@ragstone/core";
import { cutBlocks } from "../code/cut-blocks.js";
import { lineCuts } from "../code/line-cuts.js";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { decodeText } from "../text/decode-text.js";
import { makeDocument } from "../text/make-document.js";
import { wellFormed } from "../text/well-formed.js";
import { decodeJsonStrings } from "./decode-json-strings.js";
import { decodePieces } from "./decode-pieces.js";
import { jsonCuts } from "./json-cuts.js";
import { minRecordCharacters } from "./min-record-characters.js";

/**
 * JSON: the file with the escapes in its strings decoded, so that `"Schl\u00fcssel"` is found as Schlüssel, cut at
 * records. Damaged files are read as far as their strings can be told. Linear in time and memory.
 *
 * @param mediaType - `application/json`, or `application/x-ndjson` whose records are lines
 */
export function jsonLoaderOf(mediaType: "application/json" | "application/x-ndjson"): Loader {
  return {
    mediaTypes: [mediaType],
    version: loaderVersionOf(mediaType),
    load: async (input, { signal } = {}) => {
      const source = decodeText(input.path, input.bytes);
      const found = mediaType === "application/json" ? jsonCuts(source.text) : lineCuts(source.text);
      const { text, cuts } = decodePieces(source.text, found, (piece) => {
        signal?.throwIfAborted();
        return wellFormed(decodeJsonStrings(piece));
      });
      const blocks = cutBlocks(text, cuts, "json", minRecordCharacters);
      return makeDocument(input, { text, mediaType, blocks, warnings: source.warnings });
    },
  };
}
