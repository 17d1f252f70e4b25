/** A Markdown table with aligned columns; numeric columns, ignoring letters, are right-aligned. */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((cell, column) => Math.max(3, cell.length, ...rows.map((row) => row[column]!.length)));
  const right = header.map((_, column) => rows.every((row) => /^(?:[-+<]?[\d.][^\p{L}]*)?$/u.test(row[column]!)));
  const padded = (cell: string, column: number) =>
    right[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!);
  const line = (cells: readonly string[]) => `| ${cells.map(padded).join(" | ")} |`;
  const rules = widths.map((width, column) => (right[column] ? `${"-".repeat(width + 1)}:` : "-".repeat(width + 2)));
  return [line(header), `|${rules.join("|")}|`, ...rows.map(line)].join("\n");
}
