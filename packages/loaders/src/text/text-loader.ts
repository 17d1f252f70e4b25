import type { Loader } from "@ragstone/core";
import { decodeText } from "./decode-text.js";
import { makeDocument } from "./make-document.js";

/** Plain text. The text is the file, decoded by {@link decodeText}; paragraphs are left to the chunker. */
export const textLoader: Loader = {
  mediaTypes: ["text/plain"],
  load: async (input) => {
    const { text, warnings } = decodeText(input.path, input.bytes);
    return makeDocument(input, { text, mediaType: "text/plain", warnings });
  },
};
