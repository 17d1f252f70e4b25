import {
  DocumentError,
  type DocumentWarning,
  type Loader,
  type LoaderInput,
  type SourceDocument,
} from "@ragstone/core";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { countHidden } from "./count-hidden.js";
import { decodeHtml } from "./decode-html.js";
import { hiddenTest } from "./hidden.js";
import { parseHtmlTree } from "./html-tree.js";
import { measure } from "./measure.js";
import { readPageFacts } from "./page-facts.js";
import { renderHtml } from "./render.js";
import { selectContent } from "./select-content.js";

/**
 * HTML: the main content of an article, the whole body of anything else without its navigation. Text is what readers
 * see: hidden text is left out and counted, entities are decoded, tables become rows `a | b`.
 */
export const htmlLoader: Loader = {
  mediaTypes: ["text/html", "application/xhtml+xml"],
  version: loaderVersionOf("text/html"),
  load,
};

async function load(input: LoaderInput, { signal }: { readonly signal?: AbortSignal } = {}): Promise<SourceDocument> {
  signal?.throwIfAborted();
  const { html, encoding, damaged } = decodeHtml(input.bytes);
  if (html.includes("\0") && /[\x00-\x08\x0e-\x1a]/.test(html.slice(0, 1024)))
    throw new DocumentError(input.path, "binary", "the file contains binary data, not a page");
  const { root, commentCharacters, sheets } = parseHtmlTree(html);
  const isHidden = hiddenTest(sheets);
  const hidden = countHidden(root, isHidden);
  const skipHidden = (node: Parameters<typeof isHidden>[0]): boolean => hidden.elements.has(node);
  measure(root, skipHidden);
  const facts = readPageFacts(root);
  const content = selectContent(root, facts);
  const { text, blocks } = renderHtml(content.parts, (node) => hidden.elements.has(node) || content.dropped.has(node));
  if (text === "") throw new DocumentError(input.path, "empty", "the page contains no visible text");
  return {
    path: input.path,
    text,
    mediaType: "text/html",
    sha256: input.sha256,
    bytes: input.bytes.length,
    modifiedMs: input.modifiedMs,
    title: facts.title,
    blocks,
    pages: [],
    hiddenCharacters: hidden.characters + commentCharacters,
    metadata: facts.metadata,
    warnings: warningsOf(hidden.characters, commentCharacters, damaged, encoding),
  };
}

function warningsOf(hidden: number, comments: number, damaged: boolean, encoding: string): DocumentWarning[] {
  const warnings: DocumentWarning[] = [];
  if (hidden + comments > 0)
    warnings.push({
      code: "hidden-text",
      detail: `${hidden} characters that readers do not see, ${comments} in comments`,
    });
  if (damaged) warnings.push({ code: "decoding", detail: `some bytes are not valid ${encoding} and were replaced` });
  return warnings;
}
