import { type ChildNode, type Document, type Element, isTag, isText, isCDATA } from "domhandler";
import { parseDocument } from "htmlparser2";
import { checkDepth } from "./check-depth.js";

/**
 * Parses XML leniently. Entities that a document declares for itself are never expanded, so they cannot grow, and
 * nothing outside the document is read. Linear.
 *
 * @param path - of the file, for the error
 * @throws {@link DocumentError} `malformed` if elements nest deeper than 2,000
 */
export function parseXml(path: string, xml: string): Document {
  checkDepth(path, xml);
  return parseDocument(xml, { xmlMode: true, decodeEntities: true });
}

/** Name without its namespace prefix. */
export function localName(element: Element): string {
  return element.name.slice(element.name.indexOf(":") + 1);
}

/**
 * Elements inside a node in document order; `deep`: of all depths. Without recursion, so that nesting costs no stack.
 */
export function* childElements(node: Document | Element, deep = false): Generator<Element, void, undefined> {
  const pending: ChildNode[] = node.children.toReversed();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (!isTag(next)) continue;
    yield next;
    if (deep) for (let index = next.children.length - 1; index >= 0; index -= 1) pending.push(next.children[index]!);
  }
}

/** The first element of a local name, at any depth. */
export function findElement(node: Document | Element, name: string): Element | null {
  for (const element of childElements(node, true)) if (localName(element) === name) return element;
  return null;
}

/** The first child of a local name. */
export function childNamed(node: Document | Element, name: string): Element | null {
  for (const child of node.children) if (isTag(child) && localName(child) === name) return child;
  return null;
}

/** Children of a local name. */
export function childrenNamed(node: Document | Element, name: string): Element[] {
  return [...childElements(node)].filter((child) => localName(child) === name);
}

/** An attribute by its local name, whatever its prefix; `null` if absent. */
export function attributeOf(element: Element, name: string): string | null {
  const { attribs } = element;
  if (attribs[name] !== undefined) return attribs[name];
  for (const key in attribs) if (key.endsWith(name) && key[key.length - name.length - 1] === ":") return attribs[key]!;
  return null;
}

/** All text inside a node, verbatim. */
export function textOf(node: Document | Element): string {
  let text = "";
  const pending: ChildNode[] = node.children.toReversed();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (isText(next)) text += next.data;
    else if (isTag(next) || isCDATA(next))
      for (let index = next.children.length - 1; index >= 0; index -= 1) pending.push(next.children[index]!);
  }
  return text;
}
