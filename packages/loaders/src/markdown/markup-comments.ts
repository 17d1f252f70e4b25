import type { Block, TextRange } from "@ragstone/core";
import { codeSpans } from "./code-spans.js";

/** A kind of comment: what opens it, and the end of the mark that closes it, -1 without one. */
interface CommentKind {
  readonly opens: RegExp;
  readonly endAfter: (text: string, from: number) => number;
}

const kinds: readonly CommentKind[] = [
  // MDX
  { opens: /^\{\/\*/, endAfter: endOf(/\*\/\}/g) },
  // Obsidian
  { opens: /^%%/, endAfter: endOf(/%%/g) },
  // Hugo, Handlebars
  { opens: /^\{\{<?%?\s*\/\*/, endAfter: endOf(/\*\/\s*%?>?\}\}/g) },
  { opens: /^\{\{!--/, endAfter: endOf(/--\}\}/g) },
  // Liquid
  { opens: /^\{%-?\s*comment\s*-?%\}/, endAfter: endOf(/\{%-?\s*endcomment\s*-?%\}/g) },
  // Jinja, Nunjucks, Twig
  { opens: /^\{#/, endAfter: endOf(/#\}/g) },
];
const opening = /\{\/\*|(?<!\S)%%(?!%)|\{\{<?%?\s*\/\*|\{\{!--|\{%-?\s*comment\s*-?%\}|\{#(?=-?\s)/g;

/**
 * Ranges of comments that dialects of Markdown and the templates in it have besides those of HTML, such as `{/* *\/}` of
 * MDX, `%% %%` of Obsidian and `{% comment %}` of Liquid. A comment that opens inside a line ends in its block, one that opens a line may span blocks; without an end it is text,
 * as it is in code. Ascending and apart. Linear.
 */
export function markupComments(text: string, blocks: readonly Block[]): TextRange[] {
  const found: TextRange[] = [];
  let at = 0;
  let spansOf: Block | null = null;
  let spans: readonly TextRange[] = [];
  /** Where the next comment of each kind ends, -1 for never. */
  const ends = new Map<CommentKind, number>();
  opening.lastIndex = 0;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const { index } = match;
    const [mark] = match;
    const kind = kinds.find(({ opens }) => opens.test(mark))!;
    while (at < blocks.length && blocks[at]!.end <= index) at += 1;
    const block = blocks[at];
    if (block === undefined) break;
    if (ends.get(kind) === -1 || block.start > index || /^(?:code|hidden|front-matter)$/.test(block.kind)) continue;
    if (spansOf !== block) spans = codeSpans(text, block);
    spansOf = block;
    if (spans.some((span) => span.start <= index && index < span.end)) continue;
    const known = ends.get(kind) ?? 0;
    const end = known > index + mark.length ? known : kind.endAfter(text, index + mark.length);
    ends.set(kind, end);
    const opensLine = /(?:^|[\r\n])[ \t]*$/.test(text.slice(Math.max(0, index - 80), index));
    if (end === -1 || (!opensLine && end > block.end)) continue;
    found.push({ start: index, end });
    opening.lastIndex = end;
  }
  return found;
}

/** Searches for the mark that closes a comment. */
function endOf(mark: RegExp): CommentKind["endAfter"] {
  return (text, from) => {
    mark.lastIndex = from;
    return mark.test(text) ? mark.lastIndex : -1;
  };
}
