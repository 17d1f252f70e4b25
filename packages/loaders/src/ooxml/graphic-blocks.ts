import type { Element } from "domhandler";
import type { ListIds } from "../text/list-ids.js";
import type { TextBlock } from "../text/text-block.js";
import { attributeOf, findElement, localName } from "../xml/xml-tree.js";
import { chartBlocks } from "./chart-blocks.js";
import { diagramBlocks } from "./diagram-blocks.js";
import { drawingParagraphs } from "./drawing-paragraphs.js";
import { extendedChartBlocks } from "./extended-chart-blocks.js";
import type { OfficePart } from "./office-part.js";

/** Where graphics of a document are read. */
export interface GraphicContext {
  readonly lists: Pick<ListIds, "item" | "interrupt">;
  /** Names of the parts read so far: a graphic that is shown twice is read once. */
  readonly seen: Set<string>;
}

/** Whether an element refers to a chart or diagram in another part. */
export function isGraphicReference(element: Element): boolean {
  const name = localName(element);
  return name === "relIds" || (name === "chart" && attributeOf(element, "id") !== null);
}

/** The text of the chart or SmartArt diagram that an element refers to (`c:chart`, `cx:chart`, `dgm:relIds`). */
export function graphicBlocks(reference: Element, from: OfficePart, { lists, seen }: GraphicContext): TextBlock[] {
  const isDiagram = localName(reference) === "relIds";
  const part = from.target(attributeOf(reference, isDiagram ? "dm" : "id"));
  if (part === null || seen.has(part.name)) return [];
  seen.add(part.name);
  if (isDiagram) return diagramBlocks(part.root, lists);
  const blocks = findElement(part.root, "chartData") === null ? chartBlocks(part.root) : extendedChartBlocks(part.root);
  const shapes = part.related("chartUserShapes");
  const drawn = shapes === null ? [] : drawingParagraphs(shapes.root);
  return [...blocks, ...drawn.map(({ text }): TextBlock => ({ kind: "paragraph", text }))];
}
