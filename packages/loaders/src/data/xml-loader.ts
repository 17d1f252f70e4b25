import type { Loader } from "@ragstone/core";
import { cutBlocks } from "../code/cut-blocks.js";
import { notParsedWarning } from "../code/not-parsed-warning.js";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { cutOut } from "../text/cut-out.js";
import { makeDocument } from "../text/make-document.js";
import { wellFormed } from "../text/well-formed.js";
import { decodeMarkup } from "./decode-markup.js";
import { decodePieces } from "./decode-pieces.js";
import { decodeXml } from "./decode-xml.js";
import { minRecordCharacters } from "./min-record-characters.js";
import { xmlCuts } from "./xml-cuts.js";
import { xmlSections } from "./xml-sections.js";

const mediaType = "application/xml";

/**
 * XML in its declared encoding: the file with entities decoded and CDATA sections unwrapped, cut at records. HTML in
 * CDATA or escaped text is rendered. Comments are hidden blocks.
 */
export const xmlLoader: Loader = {
  mediaTypes: [mediaType],
  version: loaderVersionOf(mediaType),
  load: async (input, { signal } = {}) => {
    const source = decodeXml(input.path, input.bytes);
    const sections = xmlSections(source.text);
    const { cuts: recordStarts, problem } = await xmlCuts(source.text, sections);
    const records = new Set(recordStarts);
    const bounds = [...records, ...sections.flatMap(({ start, end }) => [start, end])];
    const places = Array.from(new Set(bounds))
      .filter((at) => at > 0 && at < source.text.length)
      .sort((a, b) => a - b);
    const { text, cuts } = decodePieces(source.text, places, (piece) => {
      signal?.throwIfAborted();
      return wellFormed(decodeMarkup(piece));
    });
    const moved = new Map(places.map((at, index) => [at, cuts[index]!]));
    const move = (at: number): number => (at === 0 ? 0 : (moved.get(at) ?? text.length));
    const recordCuts = places.filter((at) => records.has(at)).map(move);
    const comments = sections.filter(({ isComment }) => isComment);
    const hidden = comments.map(({ start, end }) => ({ start: move(start), end: move(end) }));
    const blocks = cutOut(text, cutBlocks(text, recordCuts, "xml", minRecordCharacters), hidden);
    const warnings = problem === null ? source.warnings : [...source.warnings, notParsedWarning("lines", problem)];
    return makeDocument(input, { text, mediaType, blocks, warnings });
  },
};
