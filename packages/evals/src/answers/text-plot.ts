import type { Condition, RefusalCurve } from "./refusal-curve.js";

const columns = 57;
const rows = 15;
/** Percent at the right edge. */
const most = 14;
const letters: readonly (readonly [Condition, string])[] = [
  ["foreign", "f"],
  ["paragraph", "p"],
  ["article", "a"],
];

/**
 * A refusal curve for a terminal: refused without evidence (upwards, from 30 %) against wrongly refused. Capitals mark
 * the line in use.
 */
export function textPlot({ collection, points, inUse }: RefusalCurve): string {
  const grid = Array.from({ length: rows }, () => Array.from({ length: columns }, () => " "));
  const put = (across: number, up: number, letter: string): void => {
    const column = Math.round((100 * across * (columns - 1)) / most);
    const row = Math.round(((1 - up) * (rows - 1)) / 0.7);
    if (column >= 0 && column < columns && row >= 0 && row < rows) grid[row]![column] = letter;
  };
  for (const [condition, letter] of letters) {
    for (const [at, point] of points.entries()) {
      const next = points[at + 1] ?? point;
      for (let part = 0; part < 4; part += 1) {
        const between = (from: number, to: number): number => from + ((to - from) * part) / 4;
        put(
          between(point.everything.value, next.everything.value),
          between(point[condition].value, next[condition].value),
          letter,
        );
      }
    }
  }
  for (const [condition, letter] of letters) put(inUse.everything.value, inUse[condition].value, letter.toUpperCase());
  const lines = grid.map((cells, row) =>
    `${row % 2 === 0 ? `${String(100 - row * 5).padStart(3)} |` : "    |"}${cells.join("")}`.trimEnd(),
  );
  const marks = Array.from({ length: most / 2 + 1 }, (_, at) => String(at * 2));
  const scale = marks.reduce((line, mark, at) => line.padEnd(Math.round((at * 2 * (columns - 1)) / most)) + mark, "");
  return [
    `refused without evidence, % (a: article, p: paragraph left out, f: foreign name or number), ${collection}`,
    ...lines,
    `    +${"-".repeat(columns)}`,
    `     ${scale}  wrongly refused, %`,
  ].join("\n");
}
