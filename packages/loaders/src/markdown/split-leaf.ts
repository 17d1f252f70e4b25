import type { TextRange } from "@ragstone/core";
import { isCaption } from "../text/is-caption.js";
import type { Leaf } from "./leaf.js";

/** Longer lines are no terms. */
const maxTerm = 100;
const definition = /^ {0,3}:[ \t]+\S/;
/** Captions as pandoc writes them, next to a table. */
const tableCaption = /^(?:Table)?:[ \t]+\S/;
const captionElement = /<(figcaption|caption)(?: [^<>]{0,400})?>[\s\S]{0,2000}?<\/\1>/gi;

/**
 * The blocks of a paragraph outside of lists and quotes: a term and its definitions, a caption, HTML around a caption,
 * else the paragraph itself.
 *
 * @param neighbours - the leaves before and after
 */
export function splitLeaf(text: string, leaf: Leaf, neighbours: readonly (Leaf | undefined)[]): readonly Leaf[] {
  if (leaf.kind !== "paragraph" || leaf.container !== null) return [leaf];
  const body = text.slice(leaf.start, leaf.end);
  // A comment that a cut divides would show its second half.
  const isWhole = body.includes("<!--");
  if (leaf.source === "html") return isWhole ? [leaf] : splitHtml(body, leaf);
  if (isCaption(body) || (tableCaption.test(body) && neighbours.some((near) => near?.kind === "table")))
    return [{ ...leaf, kind: "caption" }];
  return (isWhole ? null : splitDefinition(body, leaf)) ?? [leaf];
}

/** A term on the first line, each definition from a line that starts with a colon. */
function splitDefinition(body: string, leaf: Leaf): Leaf[] | null {
  if (!/[\r\n] {0,3}:[ \t]/.test(body)) return null;
  const [term, ...others] = [...body.matchAll(/[^\r\n]+/g)];
  const opening = others.filter(([line]) => definition.test(line)).map(({ index }) => index);
  if (term === undefined || term[0].length > maxTerm || others[0]?.index !== opening[0] || definition.test(term[0]))
    return null;
  return [
    { ...leaf, kind: "definition-term", end: leaf.start + term[0].trimEnd().length },
    ...opening.map((from, at): Leaf => ({
      ...leaf,
      start: leaf.start + from,
      end: leaf.start + body.slice(0, opening[at + 1]).trimEnd().length,
    })),
  ];
}

function splitHtml(body: string, leaf: Leaf): Leaf[] {
  const captions = [...body.matchAll(captionElement)].map(({ index, 0: { length } }): TextRange => ({
    start: index,
    end: index + length,
  }));
  const parts: Leaf[] = [];
  let from = 0;
  const push = (kind: Leaf["kind"], { start, end }: TextRange): void => {
    const part = body.slice(start, end);
    if (part.trim() === "") return;
    const first = leaf.start + start + part.length - part.trimStart().length;
    parts.push({ ...leaf, kind, start: first, end: first + part.trim().length });
  };
  for (const caption of captions) {
    push("paragraph", { start: from, end: caption.start });
    push("caption", caption);
    from = caption.end;
  }
  push("paragraph", { start: from, end: body.length });
  return parts;
}
