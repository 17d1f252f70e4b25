import type { Element } from "domhandler";
import type { TextBlock } from "../text/text-block.js";
import { attributeOf, childElements, childNamed, localName } from "../xml/xml-tree.js";
import { isOn } from "./is-on.js";
import { withoutPageNumbers } from "./without-page-numbers.js";
import type { WordScope } from "./word-scope.js";

/** How headers and footers are shown. */
export interface RunningOptions {
  readonly scope: WordScope;
  /** Even pages have headers and footers of their own. */
  readonly hasEvenPages: boolean;
  /** Texts so far: each is written once. */
  readonly seen: Set<string>;
}

/** The headers or footers that the pages of a section show and that were not shown before. */
export function runningBlocks(
  section: Element,
  kind: "header" | "footer",
  { scope, hasEvenPages, seen }: RunningOptions,
): TextBlock[] {
  const titlePage = childNamed(section, "titlePg");
  const isShown: Readonly<Record<string, boolean>> = {
    first: titlePage !== null && isOn(titlePage),
    even: hasEvenPages,
  };
  const blocks: TextBlock[] = [];
  for (const reference of childElements(section)) {
    if (localName(reference) !== `${kind}Reference`) continue;
    if (isShown[attributeOf(reference, "type") ?? "default"] === false) continue;
    const part = scope.part.target(attributeOf(reference, "id"));
    if (part === null) continue;
    const read = scope.readBlocks(childElements(part.root), { ...scope, part, isRunning: true });
    const lines = read.flatMap((block) => block.text.split("\n")).map(withoutPageNumbers);
    const text = lines.filter((line) => line.trim() !== "").join("\n");
    if (text === "" || seen.has(text)) continue;
    seen.add(text);
    blocks.push({ kind: "running", text });
  }
  return blocks;
}
