import type { Json, JsonObject } from "../options/json.js";

/** Whether a row passes a filter. */
export type RowTest = (row: JsonObject) => boolean;

/** Values of one filter (limits page). */
const maxValues = 1024;

const operators = ["NOT", "LIKE", "<=", ">=", "<", ">"] as const;
type Operator = (typeof operators)[number] | "=";

/**
 * A filter of a standard endpoint: columns with the operator in the key, all of which must hold; values in a list are
 * alternatives; `"a OR b": [x, y]` compares each column with the value in its place. The text of an error for a
 * filter that is refused.
 */
export function compileFilter(filter: JsonObject, columns: ReadonlySet<string>): RowTest | string {
  const tests: RowTest[] = [];
  for (const [key, value] of Object.entries(filter)) {
    const names = key.split(" OR ");
    const [first = ""] = names;
    const { column, operator } = names.length > 1 ? { column: first, operator: "=" as const } : parseKey(key);
    const unknown = [...(names.length > 1 ? names : [column])].find((name) => !columns.has(name));
    if (unknown !== undefined) return `Column ${unknown} in filters does not exist in the index.`;
    const values = Array.isArray(value) ? (value as readonly Json[]) : [value];
    if (values.length > maxValues) return `Filter ${key} has more than ${maxValues} values.`;
    if (names.length > 1) {
      if (values.length !== names.length) return `Filter ${key} needs one value for each column.`;
      tests.push((row) => names.some((name, at) => row[name] === values[at]));
    } else tests.push(testOf(column, operator, values));
  }
  return (row) => tests.every((test) => test(row));
}

function parseKey(key: string): { readonly column: string; readonly operator: Operator } {
  const operator = operators.find((one) => key.endsWith(` ${one}`));
  return operator === undefined
    ? { column: key, operator: "=" }
    : { column: key.slice(0, -operator.length - 1), operator };
}

function testOf(column: string, operator: Operator, values: readonly Json[]): RowTest {
  const [value = null] = values;
  const set = new Set(values);
  if (operator === "=") return (row) => set.has(row[column] ?? null);
  if (operator === "NOT") return (row) => !set.has(row[column] ?? null);
  if (operator === "LIKE")
    return (row) => {
      const held = row[column];
      return typeof held === "string" && held.split(/\s+/u).some((token) => set.has(token));
    };
  const compare: Readonly<Record<"<" | "<=" | ">" | ">=", (order: number) => boolean>> = {
    "<": (order) => order < 0,
    "<=": (order) => order <= 0,
    ">": (order) => order > 0,
    ">=": (order) => order >= 0,
  };
  return (row) => {
    const held = row[column] ?? null;
    if (held === null || value === null || typeof held !== typeof value) return false;
    return compare[operator](held < value ? -1 : held > value ? 1 : 0);
  };
}
