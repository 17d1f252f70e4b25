import type { Loader } from "@ragstone/core";
import type { LRParser } from "@lezer/lr";
import { extensionOf } from "../media/classify-name.js";
import { cutOut } from "../text/cut-out.js";
import { decodeText } from "../text/decode-text.js";
import { makeDocument } from "../text/make-document.js";
import { cutBlocks } from "./cut-blocks.js";
import { languages, type Language } from "./languages.js";
import { lineCuts, paragraphCuts } from "./line-cuts.js";
import { nestsDeep } from "./nests-deep.js";
import { treeCuts } from "./tree-blocks.js";
import { xmlComments } from "./xml-comments.js";

/** Characters above which a file is cut at blank lines instead of parsed. Lezer parses 1 to 3 MB a second. */
const maxParsedCharacters = 2_000_000;

/** Records of data are joined up to this many characters, a quarter of a default chunk. */
const minDataCharacters = 400;

/**
 * Source code and data formats whose text is the file itself: code cut at declarations with their comments, JSON and
 * XML at records, YAML at entries. Damaged files are cut where their sound parts allow. XML comments are hidden blocks;
 * comments of code are text.
 *
 * @param mediaType - one of the keys of {@link languages}
 */
export function codeLoaderOf(mediaType: string): Loader {
  const language = languages.get(mediaType) ?? { name: "text", grammar: null };
  return {
    mediaTypes: [mediaType],
    load: async (input) => {
      const { text, warnings } = decodeText(input.path, input.bytes);
      const cuts = await findCuts(text, language, input.path);
      const blocks = cutBlocks(text, cuts, language.name, language.isData === true ? minDataCharacters : 0);
      const hidden = language.name === "xml" ? xmlComments(text) : [];
      return makeDocument(input, { text, mediaType, blocks: cutOut(text, blocks, hidden), warnings });
    },
  };
}

async function findCuts(text: string, { grammar, isData = false }: Language, path: string): Promise<number[]> {
  if (grammar === "lines") return lineCuts(text);
  if (grammar === null || text.length > maxParsedCharacters || nestsDeep(text))
    return isData ? lineCuts(text) : paragraphCuts(text);
  let parser: LRParser = await grammar();
  if (extensionOf(path) === "tsx") parser = parser.configure({ dialect: "ts jsx" });
  try {
    return treeCuts(text, parser.parse(text), { wholeLines: !isData });
  } catch (error) {
    // Nesting beyond the stack.
    if (error instanceof RangeError) return paragraphCuts(text);
    throw error;
  }
}
