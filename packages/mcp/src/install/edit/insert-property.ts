import type { Node } from "jsonc-parser";
import { endOfMember, splice, startsLine } from "./member-bounds.js";
import type { TextStyle } from "./text-style.js";

interface Place {
  readonly text: string;
  readonly object: Node;
  readonly style: TextStyle;
}

/**
 * Adds a member at the end of an object. Unlike the parser's own edit it leaves a comment at the end of a line with the
 * member that it belongs to.
 */
export function insertProperty(place: Place, key: string, value: unknown): string {
  const { text, object, style } = place;
  const last = object.children?.at(-1);
  const outer = indentAt(text, object.offset);
  if (last === undefined) return fillEmpty(place, outer, propertyText(key, value, { ...style, outer }));
  const end = last.offset + last.length;
  if (!text.slice(object.offset, end).includes("\n")) return splice(text, end, `, ${propertyText(key, value, null)}`);
  const inner = startsLine(text, last.offset) ? indentAt(text, last.offset) : outer + style.indent;
  const { comma, after } = endOfMember(text, end);
  const property = propertyText(key, value, { ...style, outer, inner });
  const added = splice(text, after, `${style.eol}${inner}${property}${comma === null ? "" : ","}`);
  return comma === null ? splice(added, end, ",") : added;
}

function fillEmpty({ text, object, style }: Place, outer: string, property: string): string {
  const open = object.offset + 1;
  const close = object.offset + object.length - 1;
  const content = text.slice(open, close).trimEnd();
  const before = text.slice(0, open) + content;
  return `${before}${style.eol}${outer}${style.indent}${property}${style.eol}${outer}${text.slice(close)}`;
}

interface PropertyStyle extends TextStyle {
  /** The indentation of the object. */
  readonly outer: string;
  /** That of its members. @defaultValue one step more */
  readonly inner?: string;
}

/** On one line if `style` is `null`. */
function propertyText(key: string, value: unknown, style: PropertyStyle | null): string {
  const name = JSON.stringify(key);
  if (style === null) return `${name}: ${JSON.stringify(value)}`;
  const { eol, indent, outer, inner = outer + indent } = style;
  return `${name}: ${JSON.stringify(value, null, indent).replaceAll("\n", `${eol}${inner}`)}`;
}

function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/u.exec(text.slice(start, offset))![0];
}
