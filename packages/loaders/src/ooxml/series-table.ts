import type { TextBlock } from "../text/text-block.js";

/** A series of a chart. */
export interface ChartSeries {
  readonly name: string;
  readonly categories: readonly string[];
  /** One list of values; bubble charts have a second one for the sizes. */
  readonly values: readonly (readonly string[])[];
}

/** Series as tables: one row per category, one column per series; series with other categories in other tables. */
export function seriesTable(series: readonly ChartSeries[], categoryTitle: string): TextBlock[] {
  const groups = new Map<string, ChartSeries[]>();
  for (const one of series) {
    const key = JSON.stringify(one.categories);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(one);
  }
  return [...groups.values()].map((group) => tableOf(group, categoryTitle));
}

function tableOf(group: readonly ChartSeries[], categoryTitle: string): TextBlock {
  const { categories } = group[0]!;
  const columns = group.flatMap(({ values }) => values);
  const count = Math.max(categories.length, ...columns.map((values) => values.length));
  const header = [
    categoryTitle,
    ...group.flatMap(({ name, values }) => values.map((_, index) => (index === 0 ? name : ""))),
  ];
  const rows = Array.from({ length: count }, (_, index) => [
    categories[index] ?? "",
    ...columns.map((values) => values[index] ?? ""),
  ]);
  const lines = [header, ...rows]
    .map((cells) => cells.map((cell) => cell.replace(/\s+/g, " ").trim()))
    .filter((cells) => cells.some((cell) => cell !== ""))
    .map((cells) => cells.join(" | ").trimEnd());
  const hasHeader = header.some((cell) => cell !== "") && lines.length > 1;
  return { kind: "table", text: lines.join("\n"), headerLength: hasHeader ? lines[0]!.length : 0 };
}
