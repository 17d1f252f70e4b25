import type { Element } from "domhandler";
import { attributeOf, childNamed } from "../xml/xml-tree.js";

/** The attribute `w:val` of a child element; `null` if either is absent. */
export function valueOf(element: Element | null, child: string): string | null {
  const found = element === null ? null : childNamed(element, child);
  return found === null ? null : attributeOf(found, "val");
}
