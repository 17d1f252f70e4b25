import type { Block, Loader } from "@ragstone/core";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { cutOut } from "../text/cut-out.js";
import { decodeText } from "../text/decode-text.js";
import { makeDocument } from "../text/make-document.js";
import { readFrontMatter } from "./front-matter.js";
import { hiddenElements } from "./hidden-elements.js";
import { markupComments } from "./markup-comments.js";
import { referenceComments } from "./reference-comments.js";
import { markdownBlocks } from "./markdown-blocks.js";

/**
 * Markdown as CommonMark with tables and front matter. The text is the file, decoded; comments of HTML, MDX,
 * Obsidian and templates, definitions used as comments, and hidden HTML elements are hidden blocks. The title is that
 * of the front matter, else the first heading of level 1.
 */
export const markdownLoader: Loader = {
  mediaTypes: ["text/markdown"],
  version: loaderVersionOf("text/markdown"),
  load: async (input) => {
    const { text, warnings } = decodeText(input.path, input.bytes);
    const front = await readFrontMatter(text);
    const body = markdownBlocks(text, front?.range.end ?? 0);
    const elements = cutOut(text, body, hiddenElements(text, body));
    const marked = cutOut(text, elements, markupComments(text, elements));
    const shown = cutOut(text, marked, referenceComments(text, marked));
    const blocks: readonly Block[] = front === null ? shown : [{ kind: "front-matter", ...front.range }, ...shown];
    const title = front?.title ?? blocks.find((block) => block.kind === "heading" && block.level === 1)?.label ?? null;
    const problems =
      front?.problem == null
        ? []
        : [{ code: "front-matter", detail: `the front matter is not valid YAML: ${front.problem}` }];
    return makeDocument(input, {
      text,
      mediaType: "text/markdown",
      title,
      blocks,
      metadata: front?.metadata ?? {},
      warnings: [...warnings, ...problems],
    });
  },
};
