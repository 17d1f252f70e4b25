import type { Block } from "@ragstone/core";
import { headingBlock } from "./heading-block.js";
import { textLines, type TextLine } from "./text-lines.js";

/** Environments whose text is not read as LaTeX, and the one for comments. */
const verbatim = /\\begin\{(verbatim\*?|Verbatim|lstlisting|minted|alltt|comment)\}/;

const sections = ["chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph"];
const heading = /^\s*\\(chapter|(?:sub){0,2}section|(?:sub)?paragraph)\*?(?:\[[^\]]*\])?\{(.*)\}/;

/** Arguments in which a percent sign is text: addresses and inline listings. */
const literalArguments = /\\(?:url|nolinkurl|path)\{[^{}]*\}|\\href\{[^{}]*\}|\\verb\*?([^a-zA-Z\s*])[^]*?\1/g;

/** Headings, listings and comments of LaTeX: from a percent sign to the end of the line, and `comment`. Linear. */
export function latexBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  const top = /^\s*\\chapter\b/m.test(text) ? 0 : 1;
  let open: { readonly name: string; readonly start: number } | null = null;
  let end = 0;
  for (const line of textLines(text)) {
    ({ end } = line);
    if (open !== null) {
      if (!line.content.includes(`\\end{${open.name}}`)) continue;
      blocks.push({ kind: open.name === "comment" ? "hidden" : "code", start: open.start, end });
      open = null;
      continue;
    }
    const comment = commentStart(line);
    const code = comment === null ? line.content : line.content.slice(0, comment);
    const name = verbatim.exec(code)?.[1];
    if (name !== undefined && !code.includes(`\\end{${name}}`)) {
      open = { name, start: line.start };
      continue;
    }
    const [, command, label = ""] = heading.exec(code) ?? [];
    if (command !== undefined)
      blocks.push(
        headingBlock(
          { ...line, end: line.start + code.trimEnd().length },
          sections.indexOf(command) - top + 1,
          plainLabel(label),
        ),
      );
    if (comment !== null) blocks.push({ kind: "hidden", start: line.start + comment, end });
  }
  if (open !== null) blocks.push({ kind: open.name === "comment" ? "hidden" : "code", start: open.start, end });
  return blocks;
}

/** Where a comment begins in a line; `null` without one. */
function commentStart({ content }: TextLine): number | null {
  if (!content.includes("%")) return null;
  const masked = content.replace(literalArguments, (part) => "x".repeat(part.length)).replace(/\\./g, "xx");
  const at = masked.indexOf("%");
  return at === -1 ? null : at;
}

/** A heading as it is typeset: without commands and braces. */
function plainLabel(label: string): string {
  return label
    .replace(/\\[a-zA-Z]+\*?\s?/g, "")
    .replace(/[{}]/g, "")
    .replace(/~/g, " ")
    .trim();
}
