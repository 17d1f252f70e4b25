import type { Document, Element } from "domhandler";
import type { TextBlock } from "../text/text-block.js";
import { childElements, childNamed, findElement, localName, textOf } from "../xml/xml-tree.js";
import { drawingText } from "./drawing-paragraphs.js";
import { seriesTable, type ChartSeries } from "./series-table.js";

/** The text of a chart of Office 2016 and later (`cx:chartSpace`): waterfall, funnel, treemap and others. */
export function extendedChartBlocks(chartSpace: Document): TextBlock[] {
  const elements = [...childElements(chartSpace, true)];
  const data = new Map(
    elements.filter((element) => localName(element) === "data").map((element) => [element.attribs["id"], element]),
  );
  const titles = elements
    .filter((element) => localName(element) === "title")
    .map((title) => {
      const rich = findElement(title, "rich");
      return rich === null ? textOf(findElement(title, "v") ?? title).trim() : drawingText(rich);
    });
  const series = elements.filter((element) => localName(element) === "series").map((one) => readSeries(one, data));
  return [{ kind: "caption", text: titles.filter((text) => text !== "").join("\n") }, ...seriesTable(series, "")];
}

function readSeries(series: Element, data: ReadonlyMap<string | undefined, Element>): ChartSeries {
  const label = childNamed(series, "tx");
  const name = label === null ? null : findElement(label, "v");
  const found = data.get(childNamed(series, "dataId")?.attribs["val"]);
  const dimension = (kind: string): string[][] =>
    found === undefined
      ? []
      : [...childElements(found)].filter((element) => localName(element) === kind).map(firstToLast);
  const [categories = []] = dimension("strDim");
  return { name: name === null ? "" : textOf(name).trim(), categories, values: dimension("numDim") };
}

/** Values in order; outer levels of categories before inner ones. */
function firstToLast(dimension: Element): string[] {
  const levels = [...childElements(dimension)].filter((element) => localName(element) === "lvl");
  const values = levels.map((level) => [...childElements(level)].map((point) => textOf(point).trim())).toReversed();
  const count = Math.max(0, ...values.map((level) => level.length));
  return Array.from({ length: count }, (_, index) =>
    values
      .map((level) => level[index] ?? "")
      .filter((text) => text !== "")
      .join(" "),
  );
}
