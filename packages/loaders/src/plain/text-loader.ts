import type { Loader } from "@ragstone/core";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { decodeText } from "../text/decode-text.js";
import { makeDocument } from "../text/make-document.js";

const mediaType = "text/plain";

/** Plain text. The text is the file, decoded by {@link decodeText}; paragraphs are left to the chunker. */
export const textLoader: Loader = {
  mediaTypes: [mediaType],
  version: loaderVersionOf(mediaType),
  load: async (input) => {
    const { text, warnings } = decodeText(input.path, input.bytes);
    return makeDocument(input, { text, mediaType, warnings });
  },
};
