import type { Block, TextRange } from "@ragstone/core";
import { codeSpans } from "./code-spans.js";

/** A kind of comment. */
interface CommentKind {
  readonly opens: RegExp;
  /** The end of the mark that closes it, -1 without one. */
  readonly endAfter: (text: string, from: number) => number;
  /** Whether it is a comment only in files with other tags of the same template language. */
  readonly needsTemplate?: boolean;
  /** Whether it ends in the block in which it opens, even where it opens a line. */
  readonly isInBlock?: boolean;
}

const kinds: readonly CommentKind[] = [
  // MDX
  { opens: /^\{\/\*/, endAfter: endOf(/\*\/\}/g) },
  // Obsidian
  { opens: /^%%/, endAfter: endOf(/%%/g) },
  // Hugo: with angle brackets or percent signs around it, it shows a shortcode.
  { opens: /^\{\{-?\s*\/\*/, endAfter: endOf(/\*\/\s*-?\}\}/g) },
  // Handlebars
  { opens: /^\{\{!--/, endAfter: endOf(/--\}\}/g) },
  // Liquid
  { opens: /^\{%-?\s*comment/, endAfter: endOf(/\{%-?\s*endcomment\s*-?%\}/g), needsTemplate: true },
  // Jinja, Nunjucks, Twig
  { opens: /^\{#/, endAfter: endOf(/#\}/g), needsTemplate: true, isInBlock: true },
];
const opening = /\{\/\*|(?<!\S)%%(?!%)|\{\{-?\s*\/\*|\{\{!--|\{%-?\s*comment\s*-?%\}|\{#(?=-?\s)/g;

/** A tag or a variable of Liquid or Jinja, but for comments. */
const templateTag = /\{%-?\s{0,9}(?!(?:end)?comment\b)[a-z][^{}%]{0,200}%\}|\{\{-?\s{0,9}[a-z_][^{}]{0,200}\}\}/gi;

/**
 * Ranges of comments that dialects of Markdown and the templates in it have besides those of HTML, such as `{/* *\/}` of
 * MDX, `%% %%` of Obsidian and `{% comment %}` of Liquid. A comment that opens inside a line ends in its block, one that
 * opens a line may span blocks; without an end it is text, as it is in code. Ascending and apart. Linear.
 */
export function markupComments(text: string, blocks: readonly Block[]): TextRange[] {
  const found: TextRange[] = [];
  const blockOf = shownBlocks(text, blocks);
  /** Where the next comment of each kind ends, -1 for never. */
  const ends = new Map<CommentKind, number>();
  let isTemplate: boolean | null = null;
  opening.lastIndex = 0;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const { index } = match;
    const [mark] = match;
    const kind = kinds.find(({ opens }) => opens.test(mark))!;
    const block = blockOf(index);
    if (block === null || ends.get(kind) === -1) continue;
    if (kind.needsTemplate) isTemplate ??= hasTemplateTag(text, blocks);
    if (kind.needsTemplate && isTemplate === false) continue;
    const next = ends.get(kind) ?? 0;
    const end = next > index + mark.length ? next : kind.endAfter(text, index + mark.length);
    ends.set(kind, end);
    const opensLine = /(?:^|[\r\n])[ \t]*$/.test(text.slice(Math.max(0, index - 80), index));
    if (end === -1 || ((kind.isInBlock || !opensLine) && end > block.end)) continue;
    found.push({ start: index, end });
    opening.lastIndex = end;
  }
  return found;
}

/** Whether a text has a tag of a template outside of code. */
function hasTemplateTag(text: string, blocks: readonly Block[]): boolean {
  const blockOf = shownBlocks(text, blocks);
  for (const { index } of text.matchAll(templateTag)) if (blockOf(index) !== null) return true;
  return false;
}

/** Finds the block of a position; `null` outside of blocks and in code. Positions must ascend. */
function shownBlocks(text: string, blocks: readonly Block[]): (index: number) => Block | null {
  let at = 0;
  let spansOf: Block | null = null;
  let spans: readonly TextRange[] = [];
  return (index) => {
    while (at < blocks.length && blocks[at]!.end <= index) at += 1;
    const block = blocks[at];
    if (block === undefined || block.start > index || /^(?:code|hidden|front-matter)$/.test(block.kind)) return null;
    if (spansOf !== block) spans = codeSpans(text, block);
    spansOf = block;
    return spans.some((span) => span.start <= index && index < span.end) ? null : block;
  };
}

/** Searches for the mark that closes a comment. */
function endOf(mark: RegExp): CommentKind["endAfter"] {
  return (text, from) => {
    mark.lastIndex = from;
    return mark.test(text) ? mark.lastIndex : -1;
  };
}
