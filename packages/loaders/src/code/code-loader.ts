import type { Loader } from "@ragstone/core";
import { extensionOf } from "../media/classify-name.js";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { decodeText } from "../text/decode-text.js";
import { makeDocument } from "../text/make-document.js";
import { cutBlocks } from "./cut-blocks.js";
import { languages, type Language } from "./languages.js";
import { paragraphCuts } from "./line-cuts.js";
import { notParsedWarning } from "./not-parsed-warning.js";
import { type ParsedCuts, parsedCuts } from "./parsed-cuts.js";

/**
 * Source code and YAML, whose text is the file itself: code cut at declarations with their comments, YAML at entries.
 * Damaged files are cut where their sound parts allow, or at blank lines, with a warning. Comments are text.
 *
 * @param mediaType - one of the keys of {@link languages}
 */
export function codeLoaderOf(mediaType: string): Loader {
  const language = languages.get(mediaType) ?? { name: "text", grammar: null };
  return {
    mediaTypes: [mediaType],
    version: loaderVersionOf(mediaType),
    load: async (input) => {
      const { text, warnings: decoding } = decodeText(input.path, input.bytes);
      const parsed = await parse(text, language, input.path);
      const cuts = parsed?.cuts ?? paragraphCuts(text);
      const warnings = parsed?.problem ? [...decoding, notParsedWarning("blank lines", parsed.problem)] : decoding;
      return makeDocument(input, { text, mediaType, blocks: cutBlocks(text, cuts, language.name, 0), warnings });
    },
  };
}

/** `null` without a grammar. */
async function parse(text: string, { grammar }: Language, path: string): Promise<ParsedCuts | null> {
  if (grammar === null) return null;
  const dialect = extensionOf(path) === "tsx" ? { dialect: "ts jsx" } : {};
  return parsedCuts(text, async () => (await grammar()).configure(dialect), { wholeLines: true });
}
