import type { HtmlElement } from "./html-tree.js";
import { type Hiding, hidingOf, isAnimated } from "./hiding-style.js";

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

/** A rule that hides what its selector matches. */
interface HidingRule {
  readonly selector: Selector;
  readonly hiding: Hiding;
}

interface Rules {
  readonly hiding: HidingRule[];
  readonly showing: Selector[];
  /** The last parts of selectors that show an element in some state: `.loaded .box` shows `.box`. */
  readonly revealing: Selector[];
}

/**
 * Reads the rules of a page's own style sheets that hide or show elements by tag, class or id. Rules for other media,
 * for states and for elements inside others hide nothing: in doubt an element is seen. An element that is only faded is
 * seen if the same rule animates it or another rule shows it in some state.
 */
export function hidingRules(sheets: readonly string[]): (node: HtmlElement) => Hiding | null {
  const rules: Rules = { hiding: [], showing: [], revealing: [] };
  for (const sheet of sheets) if (sheet.length <= maxCharacters) readRules(sheet, rules);
  const { hiding, showing, revealing } = rules;
  if (hiding.length === 0) return () => null;
  const byKey = groupByKey(hiding);
  const isShown = ({ selector, hiding: how }: HidingRule, node: HtmlElement): boolean =>
    showing.some((other) => weight(other) > weight(selector) && matches(other, node)) ||
    (how === "faded" && revealing.some((other) => matches(other, node)));
  return (node) => {
    let found: Hiding | null = null;
    for (const key of keysOf(node)) {
      for (const rule of byKey.get(key) ?? []) {
        if (rule.hiding === found || !matches(rule.selector, node) || isShown(rule, node)) continue;
        if (rule.hiding === "removed") return "removed";
        found = rule.hiding;
      }
    }
    return found;
  };
}

/** Rules by the id, else the first class, else the tag that an element must have to match. */
function groupByKey(rules: readonly HidingRule[]): ReadonlyMap<string, readonly HidingRule[]> {
  const groups = new Map<string, HidingRule[]>();
  for (const rule of rules) {
    const { id, classes, tag } = rule.selector;
    const key = id !== "" ? `#${id}` : classes.length > 0 ? `.${classes[0]}` : tag;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [rule]);
    else group.push(rule);
  }
  return groups;
}

function keysOf({ tag, attributes }: HtmlElement): string[] {
  const keys = [tag];
  const { id, class: classes } = attributes;
  if (id !== undefined) keys.push(`#${id}`);
  if (classes !== undefined) for (const name of classes.split(/\s+/)) keys.push(`.${name}`);
  return keys;
}

function matches(selector: Selector, node: HtmlElement): boolean {
  return (
    (selector.tag === "" || selector.tag === node.tag) &&
    (selector.id === "" || selector.id === node.attributes["id"]) &&
    selector.classes.every((name) => hasClass(node, name))
  );
}

function readRules(sheet: string, rules: Rules): void {
  const css = sheet.replace(/\/\*[\s\S]*?\*\//g, " ");
  const brace = /[{}]/g;
  let depth = 0;
  let from = 0;
  let selectors = "";
  while (brace.test(css)) {
    const index = brace.lastIndex - 1;
    if (css[index] === "{") {
      if (depth === 0) selectors = css.slice(from, index);
      depth += 1;
      if (depth === 1) from = index + 1;
    } else {
      depth = Math.max(0, depth - 1);
      if (depth > 0) continue;
      const body = css.slice(from, index);
      if (!selectors.includes("@") && !body.includes("{")) readRule(selectors.split(","), body, rules);
      from = index + 1;
    }
  }
}

function readRule(selectors: readonly string[], body: string, rules: Rules): void {
  const hiding = hidingOf(body);
  if (hiding === "removed" || (hiding === "faded" && !isAnimated(body)))
    rules.hiding.push(...selectors.flatMap((text) => parse(text.trim()).map((selector) => ({ selector, hiding }))));
  if (hiding !== null) return;
  if (/display\s*:\s*(?!none)|visibility\s*:\s*visible/i.test(body))
    rules.showing.push(...selectors.flatMap((selector) => parse(selector.trim())));
  if (/(?:^|[;\s])(?:opacity|visibility|max-height|height|font-size)\s*:/i.test(body))
    rules.revealing.push(...selectors.flatMap(revealedBy));
}

/**
 * What a selector shows in some state: its last part without states if other parts state the condition, else the part
 * without one of its classes (`.box.visible` shows `.box`).
 */
function revealedBy(selector: string): Selector[] {
  const parts = selector.trim().split(/[\s>+~]+/);
  const last = parts.at(-1)!.replace(/::?[\w-]+(?:\([^)]*\))?/g, "");
  if (parts.length > 1 || last !== parts[0]) return parse(last);
  return parse(last).flatMap(({ classes, ...rest }) =>
    classes.length + (rest.id === "" ? 0 : 1) < 2
      ? []
      : classes.map((state) => ({ ...rest, classes: classes.filter((name) => name !== state) })),
  );
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
