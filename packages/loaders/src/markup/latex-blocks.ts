import type { Block, TextRange } from "@ragstone/core";
import { headingBlock } from "./heading-block.js";
import { textLines, type TextLine } from "./text-lines.js";

/** Environments whose text is not read as LaTeX, and the one for comments. */
const verbatim = /\\begin\{(verbatim\*?|Verbatim|lstlisting|minted|alltt|comment)\}/;

const sections = ["chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph"];
const heading = /^\s*\\(chapter|(?:sub){0,2}section|(?:sub)?paragraph)\*?(?:\[[^\]]*\])?\{(.*)\}/;

/** Arguments in which a percent sign is text: addresses and inline listings. */
const literalArguments = /\\(?:url|nolinkurl|path)\{[^{}]*\}|\\href\{[^{}]*\}|\\verb\*?([^a-zA-Z\s*])[^]*?\1/g;

/** What TeX skips: a branch that is never taken, and everything after the document. */
const skipped = /\\iffalse(?![a-zA-Z])|\\end\{document\}/;

/**
 * Headings, listings and comments of LaTeX: from a percent sign to the end of the line, `comment`, `\iffalse`, and what
 * follows the end of the document. Linear.
 */
export function latexBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  const top = /^[ \t]*\\chapter\b/m.test(text) ? 0 : 1;
  let open: { readonly name: string; readonly start: number } | null = null;
  let end = 0;
  let skipTo = 0;
  for (const line of textLines(text)) {
    if (line.start < skipTo) continue;
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
    const skip = skipped.exec(code);
    if (skip !== null) {
      const hidden = skippedRange(text, line.start + skip.index, skip[0]);
      if (hidden.end > hidden.start) blocks.push({ kind: "hidden", ...hidden });
      skipTo = hidden.end;
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

/** From `\iffalse` to its `\else` or `\fi`, or from after the end of the document to the end of the text. */
function skippedRange(text: string, start: number, mark: string): TextRange {
  if (mark !== "\\iffalse") return trimmed(text, start + mark.length, text.length);
  const branches = /\\(if(?!f(?![a-zA-Z])|thenelse)[a-zA-Z@]*|else|fi)(?![a-zA-Z@])/g;
  branches.lastIndex = start + mark.length;
  let depth = 1;
  for (let match = branches.exec(text); match !== null; match = branches.exec(text)) {
    if (match[1] === "fi") depth -= 1;
    else if (match[1] !== "else") depth += 1;
    if (depth === 0 || (depth === 1 && match[1] === "else")) return { start, end: branches.lastIndex };
  }
  return trimmed(text, start, text.length);
}

/** A range without the white space around its text. */
function trimmed(text: string, start: number, end: number): TextRange {
  const content = text.slice(start, end);
  const from = start + content.length - content.trimStart().length;
  return { start: Math.min(from, end), end: Math.max(from, start + content.trimEnd().length) };
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
