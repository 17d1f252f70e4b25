import type { Loader } from "@ragstone/core";
import { cutBlocks } from "../code/cut-blocks.js";
import { paragraphCuts } from "../code/line-cuts.js";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { decodeText } from "../text/decode-text.js";
import { makeDocument } from "../text/make-document.js";
import { wellFormed } from "../text/well-formed.js";

const mediaType = "text/x-java-properties";

const shortEscapes: Readonly<Record<string, string>> = { f: " ", n: "\n", r: "\r", t: "\t" };

/**
 * Java properties, in UTF-8 or Latin-1: the file with its escapes decoded and continued lines joined, as
 * `java.util.Properties` reads them, cut at blank lines. Comments are text, as in code. Linear.
 */
export const propertiesLoader: Loader = {
  mediaTypes: [mediaType],
  version: loaderVersionOf(mediaType),
  load: async (input) => {
    const source = decodeText(input.path, input.bytes);
    const text = wellFormed(decodeLines(source.text));
    const blocks = cutBlocks(text, paragraphCuts(text), "properties", 0);
    return makeDocument(input, { text, mediaType, blocks, warnings: source.warnings });
  },
};

function decodeLines(text: string): string {
  let isContinued = false;
  const lines = text.split(/(?<=\n)/).map((line) => {
    const isComment = !isContinued && /^\s*[#!]/.test(line);
    const body = isContinued ? line.trimStart() : line;
    isContinued = !isComment && /(?:^|[^\\])(?:\\\\)*\\\r?\n$/.test(line);
    return isComment ? line : decodeEscapes(isContinued ? body.replace(/\\\r?\n$/, "") : body);
  });
  return lines.join("");
}

function decodeEscapes(line: string): string {
  return line.replace(/\\(?:u([\da-f]{4})|(.))/gi, (_, hex: string | undefined, character: string | undefined) =>
    hex === undefined ? (shortEscapes[character ?? ""] ?? character ?? "") : String.fromCharCode(parseInt(hex, 16)),
  );
}
