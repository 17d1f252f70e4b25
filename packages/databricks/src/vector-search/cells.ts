import { asRecord } from "../requests/as-record.js";

/** A row of an answer by column. Numbers may come as text. */
export type Row = Readonly<Record<string, unknown>>;

/** Text of a cell; numbers and truth values as they are written, `null` for anything else. */
export function textCell(row: Row, column: string): string | null {
  const value = row[column];
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

export function numberCell(row: Row, column: string): number | null {
  const value = row[column];
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** A vector, as a list or as the JSON of one; `null` where it is none. */
export function vectorCell(row: Row, column: string): Float32Array | null {
  const value = row[column];
  const list: unknown = typeof value === "string" ? parsed(value) : value;
  if (!Array.isArray(list) || list.length === 0) return null;
  const vector = Float32Array.from(list as unknown[], Number);
  return vector.every(Number.isFinite) ? vector : null;
}

/** A vector as JSON has it: nine digits say all that 32 bits hold. */
export function numbersOf(vector: Float32Array): number[] {
  return Array.from(vector, (value) => Number(value.toPrecision(9)));
}

/** Rows of `manifest` and `result.data_array`, by column. */
export function rowsOf(answer: Row): Row[] {
  const { columns } = asRecord(answer["manifest"]);
  const { data_array: cells } = asRecord(answer["result"]);
  if (!Array.isArray(columns) || !Array.isArray(cells)) return [];
  const names = columns.map((column) => asRecord(column)["name"]);
  return (cells as unknown[])
    .filter((row): row is unknown[] => Array.isArray(row))
    .map((row) => Object.fromEntries(names.map((name, at) => [String(name), row[at]])));
}

/** A row in the notation of protocol buffers' `Struct`, as scans give it. */
export function rowOfStruct(struct: unknown): Row {
  const { fields } = asRecord(struct);
  if (!Array.isArray(fields)) return {};
  return Object.fromEntries(
    (fields as unknown[]).map((field) => {
      const { key, value } = asRecord(field);
      return [String(key), plainValue(value)];
    }),
  );
}

function plainValue(value: unknown): unknown {
  const [[kind, held] = [null, null]] = Object.entries(asRecord(value));
  if (kind === "list_value") {
    const { values } = asRecord(held);
    return Array.isArray(values) ? (values as unknown[]).map(plainValue) : [];
  }
  return kind === "struct_value" ? rowOfStruct(held) : held;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
