import createMarkdownIt, { type MarkdownIt, type Token } from "markdown-it";

let blocks: MarkdownIt | undefined;
let inlines: MarkdownIt | undefined;

/** Parses blocks only: inline markup costs four fifths of the time and is wanted for headings alone. */
export function markdownParser(): MarkdownIt {
  if (blocks === undefined) {
    blocks = new createMarkdownIt({ html: true, linkify: false, typographer: false, maxNesting: 100 });
    blocks.core.ruler.enableOnly(["normalize", "block"]);
  }
  return blocks;
}

/** Tokens of inline markup. */
export function parseInline(markdown: string): readonly Token[] {
  inlines ??= new createMarkdownIt({ html: true, linkify: false, typographer: false, maxNesting: 20 });
  return inlines.parseInline(markdown, {})[0]?.children ?? [];
}

/** Inline markup as a reader sees it: words without marks, addresses or tags. */
export function inlineLabel(markdown: string): string {
  if (!/[*_`[\]<>\\&!~\n]/.test(markdown)) return markdown.trim();
  let label = "";
  for (const token of parseInline(markdown)) {
    if (
      token.type === "text" ||
      token.type === "code_inline" ||
      token.type === "text_special" ||
      token.type === "image"
    )
      label += token.content;
    else if (token.type === "softbreak" || token.type === "hardbreak") label += " ";
  }
  // Anchors as documentation generators write them: `## Install {#install}`.
  return label.replace(/\s*\{#[^{}\s]+\}\s*$/, "").trim();
}
