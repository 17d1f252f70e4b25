import type { Block, TextRange } from "@ragstone/core";
import { codeSpans } from "./code-spans.js";

const mayHide = /\bhidden\b|display\s*:\s*none/i;
const startTag = /<([a-z][a-z0-9-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*(\/?)>/gi;
const hidingStyle = /\bstyle\s*=\s*("[^"]*|'[^']*|\S*)(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;
const hiddenAttribute = /\shidden(?=[\s=]|$)(?!\s*=\s*["']?until-found)/i;

/** Elements without content. */
const empty = new Set([
  "area",
  "base",
  "br",
  "col",
  "embed",
  "hr",
  "img",
  "input",
  "link",
  "meta",
  "source",
  "track",
  "wbr",
]);

/**
 * Ranges of HTML elements in Markdown that no browser shows: `hidden`, `display:none`, `visibility:hidden`. Each runs
 * to its end tag, or to the end of the text without one. Tags in code are text. Ascending and apart.
 */
export function hiddenElements(text: string, blocks: readonly Block[]): TextRange[] {
  if (!mayHide.test(text)) return [];
  const found: TextRange[] = [];
  let at = 0;
  let spansOf: Block | null = null;
  let spans: readonly TextRange[] = [];
  startTag.lastIndex = 0;
  for (let match = startTag.exec(text); match !== null; match = startTag.exec(text)) {
    const { index } = match;
    const [tag, name = "", attributes = "", slash] = match;
    const hides = hiddenAttribute.test(attributes) || hidingStyle.test(attributes);
    if (!hides || slash === "/" || empty.has(name.toLowerCase())) continue;
    while (at < blocks.length && blocks[at]!.end <= index) at += 1;
    const block = blocks[at];
    if (block === undefined) break;
    if (block.start > index || block.kind === "code" || block.kind === "hidden") continue;
    if (spansOf !== block) spans = codeSpans(text, block);
    spansOf = block;
    if (spans.some((span) => span.start <= index && index < span.end)) continue;
    const end = endOf(text, name, index + tag.length);
    found.push({ start: index, end });
    startTag.lastIndex = end;
  }
  return found;
}

/** After the end tag that closes an element whose content starts at `from`. Linear. */
function endOf(text: string, name: string, from: number): number {
  const tags = new RegExp(`<(/?)${name}(?=[\\s/>])`, "gi");
  tags.lastIndex = from;
  let depth = 1;
  for (let match = tags.exec(text); match !== null; match = tags.exec(text)) {
    depth += match[1] === "/" ? -1 : 1;
    if (depth > 0) continue;
    const close = text.indexOf(">", match.index);
    return close === -1 ? text.length : close + 1;
  }
  return text.length;
}
