import type { HtmlElement } from "./html-tree.js";
import { isUnreadTag } from "./tag-kinds.js";

/** Hidden parts of a page. */
export interface HiddenText {
  /** The outermost hidden elements. */
  readonly elements: ReadonlySet<HtmlElement>;
  /** Characters in them that a reader could have read: white space is not counted. */
  readonly characters: number;
}

/** Caches the result of `isHidden` for every element. */
export function countHidden(root: HtmlElement, isHidden: (node: HtmlElement) => boolean): HiddenText {
  const elements = new Set<HtmlElement>();
  let characters = 0;
  const visit = (node: HtmlElement): void => {
    for (const child of node.children) {
      if (typeof child === "string" || isUnreadTag(child.tag)) continue;
      if (isHidden(child)) {
        elements.add(child);
        characters += textLength(child);
      } else {
        visit(child);
      }
    }
  };
  visit(root);
  return { elements, characters };
}

function textLength(node: HtmlElement): number {
  let length = 0;
  for (const child of node.children) {
    if (typeof child === "string") length += child.replace(/\s+/g, "").length;
    else if (!isUnreadTag(child.tag)) length += textLength(child);
  }
  return length;
}
