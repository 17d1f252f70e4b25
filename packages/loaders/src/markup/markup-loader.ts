import type { Block, Loader } from "@ragstone/core";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { decodeText } from "../text/decode-text.js";
import { makeDocument } from "../text/make-document.js";
import { asciidocBlocks } from "./asciidoc-blocks.js";
import { commentBlocks } from "./comment-blocks.js";
import { latexBlocks } from "./latex-blocks.js";
import { orgBlocks } from "./org-blocks.js";

interface MarkupLanguage {
  readonly blocksOf: (text: string) => Block[];
  /** Where a document states its title, apart from its headings. */
  readonly title: RegExp | null;
}

const languages = {
  "text/asciidoc": { blocksOf: asciidocBlocks, title: null },
  "application/x-tex": { blocksOf: latexBlocks, title: /^[ \t]*\\title\{([^{}]+)\}/m },
  "text/org": { blocksOf: orgBlocks, title: /^#\+title:[ \t]*(\S.*)$/im },
  "text/x-typst": { blocksOf: commentBlocks("typst"), title: null },
  "text/x-mediawiki": { blocksOf: commentBlocks("mediawiki"), title: null },
  "application/x-texinfo": { blocksOf: commentBlocks("texinfo"), title: /^@settitle[ \t]+(\S.*)$/m },
  "text/x-textile": { blocksOf: commentBlocks("textile"), title: null },
} as const satisfies Readonly<Record<string, MarkupLanguage>>;

/**
 * AsciiDoc, LaTeX, Org and, with comments only, other markup languages. The text is the file: headings and listings are
 * blocks, comments are hidden blocks, and all other text is left to the chunker. The title is the one that the document
 * states, or its first heading of level 1.
 */
export function markupLoaderOf(mediaType: keyof typeof languages): Loader {
  return {
    mediaTypes: [mediaType],
    version: loaderVersionOf(mediaType),
    load: async (input) => {
      const { text, warnings } = decodeText(input.path, input.bytes);
      const language: MarkupLanguage = languages[mediaType];
      const blocks = language.blocksOf(text);
      const stated = language.title?.exec(text)?.[1] ?? null;
      const title = stated ?? blocks.find(({ kind, level }) => kind === "heading" && level === 1)?.label ?? null;
      return makeDocument(input, { text, mediaType, blocks, title, warnings });
    },
  };
}
