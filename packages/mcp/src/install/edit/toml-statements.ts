import { parse } from "smol-toml";

/** A table header or a key with its value, without the end of its line. */
export interface TomlStatement {
  readonly kind: "header" | "pair";
  readonly start: number;
  readonly end: number;
  /** The keys of the table and its own, outermost first. */
  readonly path: readonly string[];
}

/** Matches what may contain a bracket, a number sign or a line end that means nothing: strings and comments. */
const opaque =
  /"""(?:\\[\s\S]|(?!""")[\s\S])*"{3,5}|'''(?:(?!''')[\s\S])*'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*/uy;

/** The statements of a valid text, in order. */
export function tomlStatements(text: string): TomlStatement[] {
  const statements: TomlStatement[] = [];
  let table: readonly string[] = [];
  for (const { start, end } of logicalLines(text)) {
    const line = text.slice(start, end);
    if (line.startsWith("#")) continue;
    const kind = line.startsWith("[") ? "header" : "pair";
    const keys = keysOf(line, kind);
    const path = kind === "header" ? keys : [...table, ...keys];
    if (kind === "header") table = keys;
    statements.push({ kind, start, end, path });
  }
  return statements;
}

/** Lines that are not empty, without indentation; one for a value on several lines. */
function* logicalLines(text: string): Generator<{ readonly start: number; readonly end: number }> {
  let start: number | null = null;
  let depth = 0;
  let at = 0;
  while (at <= text.length) {
    opaque.lastIndex = at;
    const hidden = opaque.exec(text)?.[0];
    const character = text[at];
    if (hidden === undefined && (character === undefined || (character === "\n" && depth === 0))) {
      if (start !== null) yield { start, end: text[at - 1] === "\r" ? at - 1 : at };
      start = null;
    } else if (start === null && !/\s/u.test(character!)) start = at;
    if (hidden === undefined) {
      if (character === "[" || character === "{") depth += 1;
      else if (character === "]" || character === "}") depth -= 1;
    }
    at += hidden?.length ?? 1;
  }
}

/** The keys of a header, or those before the equals sign of a pair. */
function keysOf(line: string, kind: TomlStatement["kind"]): string[] {
  const keys: string[] = [];
  let value: unknown = parse(kind === "header" ? line : `${keyPart(line)} = 0`);
  for (;;) {
    if (Array.isArray(value)) value = value[0] as unknown;
    if (typeof value !== "object" || value === null) return keys;
    const key = Object.keys(value)[0];
    if (key === undefined) return keys;
    keys.push(key);
    value = (value as Record<string, unknown>)[key];
  }
}

function keyPart(line: string): string {
  return /^(?:"(?:\\.|[^"\\])*"|'[^']*'|[^="'])+/u.exec(line)![0];
}
