import type { Document, Element } from "domhandler";
import type { TextBlock } from "../text/text-block.js";
import { childElements, childNamed, childrenNamed, findElement, localName, textOf } from "../xml/xml-tree.js";
import { chartValue } from "./chart-value.js";
import { drawingText } from "./drawing-paragraphs.js";
import { seriesTable, type ChartSeries } from "./series-table.js";

/**
 * The text of a chart (ECMA-376 part 1, section 21.2): title and titles of axes as a caption, the values that it was
 * saved with as tables with one row per category and one column per series.
 */
export function chartBlocks(chartSpace: Document): TextBlock[] {
  const chart = findElement(chartSpace, "chart");
  const plot = chart === null ? null : childNamed(chart, "plotArea");
  if (chart === null || plot === null) return [];
  const axisTitles = [...childElements(plot)]
    .filter((element) => localName(element).endsWith("Ax"))
    .map((axis) => ({ axis: localName(axis), title: titleOf(axis) }))
    .filter(({ title }) => title !== "");
  const series = [...childElements(plot, true)].filter((element) => localName(element) === "ser");
  const categoryTitle = axisTitles.find(({ axis }) => axis === "catAx" || axis === "dateAx")?.title ?? "";
  const captions = [titleOf(chart), ...axisTitles.map(({ title }) => title).filter((title) => title !== categoryTitle)];
  return [
    { kind: "caption", text: captions.filter((text) => text !== "").join("\n") },
    ...seriesTable(series.map(readSeries), categoryTitle),
    ...series.flatMap(labels).map((text): TextBlock => ({ kind: "paragraph", text })),
  ];
}

function titleOf(element: Element): string {
  const title = childNamed(element, "title");
  return title === null ? "" : textOrCache(title);
}

/** Rich text, or the cached text of a reference to cells. */
function textOrCache(element: Element): string {
  const rich = findElement(element, "rich");
  return rich === null ? points(element).join(" ") : drawingText(rich);
}

function readSeries(series: Element): ChartSeries {
  const name = childNamed(series, "tx");
  const values = childNamed(series, "val") ?? childNamed(series, "yVal");
  const categories = childNamed(series, "cat") ?? childNamed(series, "xVal");
  const sizes = childNamed(series, "bubbleSize");
  return {
    name: name === null ? "" : textOrCache(name),
    categories: categories === null ? [] : categoryPoints(categories),
    values: [values, sizes].filter((element) => element !== null).map(points),
  };
}

/** Categories; those of several levels with their outer ones first. */
function categoryPoints(categories: Element): string[] {
  const levels = [...childElements(categories, true)].filter((element) => localName(element) === "lvl");
  if (levels.length === 0) return points(categories);
  const byLevel = levels.map(points).toReversed();
  const count = Math.max(...byLevel.map((level) => level.length));
  const filled = byLevel.map((level, depth) => (depth < byLevel.length - 1 ? fillForward(level, count) : level));
  return Array.from({ length: count }, (_, index) =>
    filled
      .map((level) => level[index] ?? "")
      .filter((text) => text !== "")
      .join(" "),
  );
}

/** An outer category is stored at the first of its inner ones. */
function fillForward(level: readonly string[], count: number): string[] {
  let last = "";
  return Array.from({ length: count }, (_, index) => (last = level[index] || last));
}

/** More points than any chart shows. */
const maxPoints = 32_000;

/** Values by their index, as readers see them. */
function points(container: Element): string[] {
  const values: string[] = [];
  let format = "";
  for (const element of childElements(container, true)) {
    if (localName(element) === "formatCode") format = textOf(element);
    if (localName(element) !== "pt") continue;
    const index = Number(element.attribs["idx"] ?? values.length);
    const value = childNamed(element, "v");
    if (!Number.isInteger(index) || index < 0 || index >= maxPoints || value === null) continue;
    values[index] = chartValue(textOf(value).trim(), element.attribs["formatCode"] ?? format);
  }
  return Array.from(values, (value) => value ?? "");
}

/** Text written by hand at points and trend lines of a series. */
function labels(series: Element): string[] {
  return childrenNamed(series, "dLbls")
    .concat(childrenNamed(series, "trendline"))
    .flatMap((element) => [...childElements(element, true)])
    .filter((element) => localName(element) === "rich")
    .map(drawingText)
    .filter((text) => text !== "");
}
