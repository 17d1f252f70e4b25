import type { Loader } from "@ragstone/core";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { decodeText } from "../text/decode-text.js";
import { makeDocument } from "../text/make-document.js";
import { rstBlocks } from "./rst-blocks.js";

/**
 * reStructuredText. The text is the file, decoded; comments are hidden blocks, the title is the first section title.
 */
export const rstLoader: Loader = {
  mediaTypes: ["text/x-rst"],
  version: loaderVersionOf("text/x-rst"),
  load: async (input) => {
    const { text, warnings } = decodeText(input.path, input.bytes);
    return makeDocument(input, { text, mediaType: "text/x-rst", ...rstBlocks(text), warnings });
  },
};
