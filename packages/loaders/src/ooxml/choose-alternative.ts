import type { Element } from "domhandler";
import { childElements, localName } from "../xml/xml-tree.js";

/**
 * Reads the first choice of an `mc:AlternateContent` with any content, else its fallback: both show the same, in the
 * words of newer and older versions of Office (ECMA-376 part 3, section 7.7).
 */
export function chooseAlternative<T>(
  alternatives: Element,
  read: (alternative: Element) => T,
  hasContent: (content: T) => boolean,
): T | null {
  let content: T | null = null;
  for (const alternative of childElements(alternatives)) {
    if (localName(alternative) !== "Choice" && localName(alternative) !== "Fallback") continue;
    content = read(alternative);
    if (hasContent(content)) return content;
  }
  return content;
}
