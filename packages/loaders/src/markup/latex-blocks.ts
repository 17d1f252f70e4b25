import type { Block, TextRange } from "@ragstone/core";
import { headingBlock } from "./heading-block.js";
import { textLines } from "./text-lines.js";

/** Environments whose text is not read as LaTeX, and the one for comments. */
const verbatim = /\\begin\{(verbatim\*?|Verbatim|lstlisting|minted|alltt|comment)\}/;

const sections = ["chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph"];
const heading = /^\s*\\(chapter|(?:sub){0,2}section|(?:sub)?paragraph)\*?(?:\[[^\]]*\])?\{(.*)\}/;

/** Arguments in which a percent sign is text: addresses and inline listings. */
const literalArguments = /\\(?:url|nolinkurl|path)\{[^{}]*\}|\\href\{[^{}]*\}|\\verb\*?([^a-zA-Z\s*])[^]*?\1/g;

/** What TeX skips, at the beginning of a line: a branch that is never taken, and everything after the document. */
const skipped = /^[ \t]*(?:\\iffalse(?![a-zA-Z@])|\\end\{document\})/;

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
  const lastComment = text.lastIndexOf("\\end{comment}");
  const branches = text.includes("\\iffalse") ? branchEnds(text) : new Map<number, number>();
  for (const line of textLines(text)) {
    if (line.start < skipTo) continue;
    ({ end } = line);
    if (open !== null) {
      if (!line.content.includes(`\\end{${open.name}}`)) continue;
      blocks.push({ kind: open.name === "comment" ? "hidden" : "code", start: open.start, end });
      open = null;
      continue;
    }
    const masked = maskLiterals(line.content);
    const comment = commentStart(masked);
    const code = comment === null ? line.content : line.content.slice(0, comment);
    const name = verbatim.exec(masked.slice(0, code.length))?.[1];
    const isClosed = name !== "comment" || line.start < lastComment;
    if (name !== undefined && isClosed && !code.includes(`\\end{${name}}`)) {
      open = { name, start: line.start };
      continue;
    }
    const skip = skipped.exec(code);
    const hidden = skip === null ? null : skippedRange(text, line.start + skip[0].lastIndexOf("\\"), branches);
    if (hidden !== null) {
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

const documentEnd = "\\end{document}";

/**
 * From `\iffalse` to its `\else` or `\fi`, or from after the end of the document to the end of the text; `null` for an
 * `\iffalse` without an end, and for the end of a document in an example above the last one.
 */
function skippedRange(text: string, start: number, branches: ReadonlyMap<number, number>): TextRange | null {
  if (text.startsWith(documentEnd, start))
    return text.includes(documentEnd, start + 1) ? null : trimmed(text, start + documentEnd.length, text.length);
  const end = branches.get(start);
  return end === undefined ? null : { start, end };
}

/** Conditionals of TeX and its engines. Those of packages, such as `\iftoggle`, have arguments and no `\fi`. */
const conditionals: ReadonlySet<string> = new Set(
  "if ifcat ifx ifnum ifdim ifodd ifvmode ifhmode ifmmode ifinner ifvoid ifhbox ifvbox ifeof iftrue iffalse ifcase"
    .concat(" ifdefined ifcsname iffontchar ifincsname ifpdf ifpdftex ifxetex ifluatex ifPDFTeX ifXeTeX ifLuaTeX")
    .split(" "),
);

/** Where the first branch of each `\iffalse` ends, by where it starts; none for one that is not closed. Linear. */
function branchEnds(text: string): ReadonlyMap<number, number> {
  const own = new Set(Array.from(text.matchAll(/\\newif\s{0,20}\\(if[a-zA-Z@]+)/g), ([, name]) => name!));
  const ends = new Map<number, number>();
  const open: { readonly start: number; readonly name: string; end: number | null }[] = [];
  // Comments, escaped characters and the names that are defined are no conditionals.
  const tokens =
    /%[^\r\n]*|\\let\s{0,9}\\[a-zA-Z@]+[ \t]{0,9}=?[ \t]{0,9}\\[a-zA-Z@]+|\\(?:newif|let|def)\s{0,9}\\[a-zA-Z@]+|\\(?<name>[a-zA-Z@]+)|\\[^a-zA-Z@]/g;
  for (const { index, 0: token, groups } of text.matchAll(tokens)) {
    const name = groups?.["name"] ?? "";
    const top = open.at(-1);
    if (conditionals.has(name) || own.has(name)) open.push({ start: index, name, end: null });
    else if (name === "else" && top !== undefined) top.end ??= index + token.length;
    else if (name === "fi" && top !== undefined) {
      open.pop();
      if (top.name === "iffalse") ends.set(top.start, top.end ?? index + token.length);
    }
  }
  return ends;
}

/** A range without the white space around its text. */
function trimmed(text: string, start: number, end: number): TextRange {
  const content = text.slice(start, end);
  const from = start + content.length - content.trimStart().length;
  return { start: Math.min(from, end), end: Math.max(from, start + content.trimEnd().length) };
}

/** A line with its addresses and inline listings replaced by as many other characters. */
function maskLiterals(content: string): string {
  return content.includes("\\") ? content.replace(literalArguments, (part) => "x".repeat(part.length)) : content;
}

/** Where a comment begins in a line without literals; `null` without one. */
function commentStart(masked: string): number | null {
  if (!masked.includes("%")) return null;
  const at = masked.replace(/\\./g, "xx").indexOf("%");
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
