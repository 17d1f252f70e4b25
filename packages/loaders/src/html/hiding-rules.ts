import type { HtmlElement } from "./html-tree.js";
import { hidesByStyle } from "./hiding-style.js";

/**
 * Longer style sheets inside pages belong to the site's design; elements that they hide can be opened by the reader.
 */
const maxCharacters = 300_000;

/** A selector of one element: `tag.class.class#id`, each part optional. */
interface Selector {
  readonly tag: string;
  readonly id: string;
  readonly classes: readonly string[];
}

/**
 * Reads the rules of a page's own style sheets that hide or show elements by tag, class or id. Rules for other media,
 * for states and for elements inside others are left aside: in doubt an element is seen.
 */
export function hidingRules(sheets: readonly string[]): (node: HtmlElement) => boolean {
  const hiding: Selector[] = [];
  const showing: Selector[] = [];
  for (const sheet of sheets) if (sheet.length <= maxCharacters) readRules(sheet, hiding, showing);
  if (hiding.length === 0) return () => false;
  return (node) => {
    const matches = (selector: Selector): boolean =>
      (selector.tag === "" || selector.tag === node.tag) &&
      (selector.id === "" || selector.id === node.attributes["id"]) &&
      selector.classes.every((name) => hasClass(node, name));
    return hiding.some(
      (selector) => matches(selector) && !showing.some((other) => weight(other) > weight(selector) && matches(other)),
    );
  };
}

function readRules(sheet: string, hiding: Selector[], showing: Selector[]): void {
  const css = sheet.replace(/\/\*[\s\S]*?\*\//g, " ");
  let depth = 0;
  let from = 0;
  let selectors = "";
  for (let index = 0; index < css.length; index += 1) {
    const character = css[index];
    if (character === "{") {
      if (depth === 0) selectors = css.slice(from, index);
      depth += 1;
      if (depth === 1) from = index + 1;
    } else if (character === "}") {
      depth = Math.max(0, depth - 1);
      if (depth > 0) continue;
      const body = css.slice(from, index);
      if (!selectors.includes("@") && !body.includes("{")) {
        const target = hidesByStyle(body)
          ? hiding
          : /display\s*:\s*(?!none)|visibility\s*:\s*visible/i.test(body)
            ? showing
            : null;
        if (target !== null) target.push(...selectors.split(",").flatMap((selector) => parse(selector.trim())));
      }
      from = index + 1;
    }
  }
}

function parse(selector: string): Selector[] {
  const match = /^([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)$/i.exec(selector);
  if (match === null || selector === "" || selector === "body" || selector === "html") return [];
  const parts = match[2]!.match(/[.#][\w-]+/g) ?? [];
  return [
    {
      tag: (match[1] ?? "").toLowerCase(),
      id: parts.find((part) => part.startsWith("#"))?.slice(1) ?? "",
      classes: parts.filter((part) => part.startsWith(".")).map((part) => part.slice(1)),
    },
  ];
}

/** As CSS weighs selectors, near enough: ids before classes before tags. */
function weight({ id, classes, tag }: Selector): number {
  return (id === "" ? 0 : 100) + classes.length * 10 + (tag === "" ? 0 : 1);
}

function hasClass(node: HtmlElement, name: string): boolean {
  const classes = node.attributes["class"];
  if (classes === undefined || !classes.includes(name)) return false;
  return classes.split(/\s+/).includes(name);
}
