import { isDeepStrictEqual } from "node:util";
import { parse as parseToml, stringify, TomlError } from "smol-toml";
import { ConfigSyntaxError, type ConfigFormat, type Entry } from "./config-format.js";
import { textStyle } from "./text-style.js";
import { tomlStatements, type TomlStatement } from "./toml-statements.js";

export const tomlFormat: ConfigFormat = { parse, set, remove };

type Table = Readonly<Record<string, unknown>>;

function parse(text: string): Table {
  try {
    return parseToml(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split("\n", 1)[0]!.replace(/^Invalid TOML document: /u, "");
    throw new ConfigSyntaxError(`line ${error.line}, column ${error.column}: ${reason}`);
  }
}

function set(text: string, entry: Entry): string {
  const { path, value } = entry;
  const current = valueAt(parse(text), path);
  if (current === undefined) return append(text, entry);
  if (Object.entries(value).every(([key, member]) => isDeepStrictEqual(current[key], member))) return text;
  if (!("command" in current)) return append(remove(text, path), entry);
  return Object.entries(value).reduce((result, [key, member]) => setMember(result, path, { [key]: member }), text);
}

function valueAt(table: Table, path: readonly string[]): Table | undefined {
  let value: unknown = table;
  for (const [depth, key] of path.entries()) {
    value = (value as Table)[key];
    if (value === undefined) return undefined;
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new ConfigSyntaxError(`\`${path.slice(0, depth + 1).join(".")}\` is no table`);
  }
  return value as Table;
}

function append(text: string, { path, value }: Entry): string {
  const { eol } = textStyle(text);
  const gap = text === "" ? "" : text.endsWith("\n") ? eol : eol + eol;
  const table = `[${path.map(keyText).join(".")}]\n${stringify(value)}`.trimEnd().replaceAll("\n", eol);
  return `${text}${gap}${table}${eol}`;
}

function setMember(text: string, path: readonly string[], member: Table): string {
  const statements = tomlStatements(text);
  const key = Object.keys(member)[0]!;
  const line = stringify(member).trimEnd();
  const pair = statements.find(
    (statement) => statement.kind === "pair" && isDeepStrictEqual(statement.path, [...path, key]),
  );
  if (pair !== undefined) return replaceValue(text, pair, line);
  const header = statements.find((statement) => statement.kind === "header" && isDeepStrictEqual(statement.path, path));
  if (header === undefined) throw new ConfigSyntaxError(`\`${path.join(".")}\` is written as an inline table`);
  return `${text.slice(0, header.end)}${textStyle(text).eol}${line}${text.slice(header.end)}`;
}

/** Keeps a comment at the end of the line. */
function replaceValue(text: string, { start, end }: TomlStatement, line: string): string {
  const old = text.slice(start, end);
  const comments = [...old.matchAll(/[ \t]*#[^\n]*$/gu)].map(([comment]) => comment);
  const kept = comments.find((comment) => isSameWithout(old, comment)) ?? "";
  return text.slice(0, start) + line + kept + text.slice(end);
}

function isSameWithout(statement: string, comment: string): boolean {
  try {
    return isDeepStrictEqual(parseToml(statement), parseToml(statement.slice(0, -comment.length)));
  } catch {
    return false;
  }
}

function remove(text: string, path: readonly string[]): string {
  if (valueAt(parse(text), path) === undefined) return text;
  const own = tomlStatements(text).filter((statement) => path.every((key, at) => statement.path[at] === key));
  if (own.length === 0) throw new ConfigSyntaxError(`\`${path.join(".")}\` is written as an inline table`);
  return own.reduceRight((result, { start, end }) => withoutLines(result, start, end), text);
}

function withoutLines(text: string, start: number, end: number): string {
  const lineEnd = text.indexOf("\n", end);
  return text.slice(0, text.lastIndexOf("\n", start - 1) + 1) + (lineEnd === -1 ? "" : text.slice(lineEnd + 1));
}

function keyText(key: string): string {
  return /^[\w-]+$/u.test(key) ? key : JSON.stringify(key);
}
