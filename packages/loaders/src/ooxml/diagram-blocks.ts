import type { Document, Element } from "domhandler";
import type { ListIds } from "../text/list-ids.js";
import type { TextBlock } from "../text/text-block.js";
import { childElements, childNamed, localName } from "../xml/xml-tree.js";
import { drawingText } from "./drawing-paragraphs.js";

interface Point {
  readonly text: string;
  readonly isRoot: boolean;
}

/** The text of a SmartArt diagram as list items, by its data model (ECMA-376 part 1, section 21.4). */
export function diagramBlocks(data: Document, lists: Pick<ListIds, "item" | "interrupt">): TextBlock[] {
  const points = new Map<string, Point>();
  const children = new Map<string, [order: number, id: string][]>();
  for (const element of childElements(data, true)) {
    const name = localName(element);
    if (name === "pt") readPoint(element, points);
    else if (name === "cxn" && (element.attribs["type"] ?? "parOf") === "parOf") {
      const { srcId = "", destId = "", srcOrd = "0" } = element.attribs;
      const known = children.get(srcId) ?? [];
      children.set(srcId, known);
      known.push([Number(srcOrd), destId]);
    }
  }
  const blocks: TextBlock[] = [];
  lists.interrupt();
  for (const { text, depth } of inOrder(points, children))
    blocks.push({ kind: "list-item", text, level: depth, listId: lists.item(depth), tight: blocks.length > 0 });
  return blocks;
}

function readPoint(element: Element, points: Map<string, Point>): void {
  const type = element.attribs["type"] ?? "node";
  // Points of the presentation lay others out.
  if (type === "pres") return;
  const body = childNamed(element, "t");
  points.set(element.attribs["modelId"] ?? "", {
    text: body === null ? "" : drawingText(body),
    isRoot: type === "doc",
  });
}

/** Points as a tree from the root, siblings by their order; points that nothing connects follow. */
function* inOrder(
  points: ReadonlyMap<string, Point>,
  children: ReadonlyMap<string, readonly (readonly [number, string])[]>,
): Generator<{ readonly text: string; readonly depth: number }, void, undefined> {
  const seen = new Set<string>();
  for (const first of [...[...points].filter(([, { isRoot }]) => isRoot), ...points]) {
    const pending = [{ id: first[0], depth: first[1].isRoot ? 0 : 1 }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { id, depth } = next;
      const point = points.get(id);
      if (point === undefined || seen.has(id)) continue;
      seen.add(id);
      if (point.text !== "") yield { text: point.text, depth: Math.max(1, depth) };
      const below = (children.get(id) ?? []).toSorted(([a], [b]) => b - a);
      // Points without text give no level.
      for (const [, child] of below)
        pending.push({ id: child, depth: point.text === "" && depth > 0 ? depth : depth + 1 });
    }
  }
}
