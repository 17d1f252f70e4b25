import type { Block, Loader } from "@ragstone/core";
import { decodeText } from "../text/decode-text.js";
import { makeDocument } from "../text/_make-document.js";
import { readFrontMatter } from "./_front-matter.js";
import { markdownBlocks } from "./_markdown-blocks.js";

/**
 * Markdown as CommonMark with tables and front matter. The text is the file, decoded; HTML comments are hidden blocks. The title is
 * that of the front matter, else the first heading of level 1.
 */
export const markdownLoader: Loader = {
  mediaTypes: ["text/markdown"],
  load: async (input) => {
    const { text, warnings } = decodeText(input.path, input.bytes);
    const front = await readFrontMatter(text);
    const blocks: Block[] = front === null ? [] : [{ kind: "front-matter", ...front.range }];
    for (const block of markdownBlocks(text, front?.range.end ?? 0)) blocks.push(block);
    const title = front?.title ?? blocks.find((block) => block.kind === "heading" && block.level === 1)?.label ?? null;
    const problems = front?.problem == null ? [] : [{ code: "front-matter", detail: `the front matter is not valid YAML: ${front.problem}` }];
    return makeDocument(input, { text, mediaType: "text/markdown", title, blocks, metadata: front?.metadata ?? {}, warnings: [...warnings, ...problems] });
  },
};
