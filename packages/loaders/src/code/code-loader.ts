import type { Loader } from "@ragstone/core";
import type { LRParser } from "@lezer/lr";
import { extensionOf } from "../media/classify-name.js";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { decodeText } from "../text/decode-text.js";
import { makeDocument } from "../text/make-document.js";
import { cutBlocks } from "./cut-blocks.js";
import { languages, type Language } from "./languages.js";
import { paragraphCuts } from "./line-cuts.js";
import { maxParsedCharacters } from "./max-parsed-characters.js";
import { nestsDeep } from "./nests-deep.js";
import { treeCuts } from "./tree-blocks.js";

/**
 * Source code and YAML, whose text is the file itself: code cut at declarations with their comments, YAML at entries.
 * Damaged files are cut where their sound parts allow. Comments are text.
 *
 * @param mediaType - one of the keys of {@link languages}
 */
export function codeLoaderOf(mediaType: string): Loader {
  const language = languages.get(mediaType) ?? { name: "text", grammar: null };
  return {
    mediaTypes: [mediaType],
    version: loaderVersionOf(mediaType),
    load: async (input) => {
      const { text, warnings } = decodeText(input.path, input.bytes);
      const cuts = await findCuts(text, language, input.path);
      return makeDocument(input, { text, mediaType, blocks: cutBlocks(text, cuts, language.name, 0), warnings });
    },
  };
}

async function findCuts(text: string, { grammar }: Language, path: string): Promise<number[]> {
  if (grammar === null || text.length > maxParsedCharacters || nestsDeep(text)) return paragraphCuts(text);
  let parser: LRParser = await grammar();
  if (extensionOf(path) === "tsx") parser = parser.configure({ dialect: "ts jsx" });
  try {
    return treeCuts(text, parser.parse(text), { wholeLines: true });
  } catch (error) {
    // Nesting beyond the stack.
    if (error instanceof RangeError) return paragraphCuts(text);
    throw error;
  }
}
