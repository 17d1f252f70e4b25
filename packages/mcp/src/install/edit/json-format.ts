import { isDeepStrictEqual } from "node:util";
import type { Node, ParseError } from "jsonc-parser";
import { ConfigSyntaxError, type ConfigFormat, type Entry } from "./config-format.js";
import { jsonc } from "./jsonc.js";
import { insertProperty } from "./insert-property.js";
import { removeProperty } from "./remove-property.js";
import { textStyle } from "./text-style.js";

/** JSON with comments and trailing commas. */
export const jsonFormat: ConfigFormat = { parse, set, remove };

function parse(text: string): unknown {
  if (treeOf(text) === undefined) return {};
  return jsonc.parse(text, [], parseOptions) as unknown;
}

const parseOptions = { allowTrailingComma: true, allowEmptyContent: true };

/** `undefined` for a text without a value. */
function treeOf(text: string): Node | undefined {
  const errors: ParseError[] = [];
  const root = jsonc.parseTree(text, errors, parseOptions);
  const [error] = errors;
  if (error !== undefined)
    throw new ConfigSyntaxError(`${placeOf(text, error.offset)}: ${jsonc.printParseErrorCode(error.error)}`);
  if (root !== undefined && root.type !== "object") throw new ConfigSyntaxError("it is no object");
  return root;
}

function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split("\n");
  return `line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
}

function set(text: string, { path, value }: Entry): string {
  const existing = nodeAt(text, path);
  if (existing === undefined) return add(text, path, value);
  const current = jsonc.getNodeValue(existing) as unknown;
  const isServer = typeof current === "object" && current !== null && "command" in current;
  // An address of a server elsewhere and the like: the members of the two would contradict each other.
  if (!isServer) return isDeepStrictEqual(current, value) ? text : replace(text, path, value);
  let result = text;
  for (const [key, member] of Object.entries(value)) {
    const node = nodeAt(result, [...path, key]);
    if (node === undefined) result = add(result, [...path, key], member);
    else if (!isDeepStrictEqual(jsonc.getNodeValue(node), member)) result = replace(result, [...path, key], member);
  }
  return result;
}

function replace(text: string, path: readonly string[], value: unknown): string {
  const { eol, indent } = textStyle(text);
  const insertSpaces = !indent.includes("\t");
  const formattingOptions = { eol, insertSpaces, tabSize: insertSpaces ? indent.length : 1 };
  return jsonc.applyEdits(text, jsonc.modify(text, [...path], value, { formattingOptions }));
}

function remove(text: string, path: readonly string[]): string {
  const node = nodeAt(text, path);
  if (node === undefined) return text;
  const property = node.parent!;
  return removeProperty(text, property.parent!, property);
}

/** @throws {@link ConfigSyntaxError} if a value on the way is no object, or a key occurs twice */
function nodeAt(text: string, path: readonly string[]): Node | undefined {
  let node = treeOf(text);
  for (const [depth, key] of path.entries()) {
    if (node === undefined) return undefined;
    if (node.type !== "object") throw new ConfigSyntaxError(`\`${path.slice(0, depth).join(".")}\` is no object`);
    const values = (node.children ?? []).filter(({ children }) => children?.[0]?.value === key);
    if (values.length > 1) throw new ConfigSyntaxError(`\`${path.slice(0, depth + 1).join(".")}\` occurs twice`);
    node = values[0]?.children?.[1];
  }
  return node;
}

/** Adds a member that is missing, with the objects around it that are. */
function add(text: string, path: readonly string[], value: unknown): string {
  const style = textStyle(text);
  const root = treeOf(text);
  if (root === undefined) {
    const json = JSON.stringify(nested(path, value), null, style.indent).replaceAll("\n", style.eol);
    return `${text}${text === "" || text.endsWith("\n") ? "" : style.eol}${json}${style.eol}`;
  }
  let depth = path.length - 1;
  while (depth > 0 && nodeAt(text, path.slice(0, depth)) === undefined) depth -= 1;
  const object = depth === 0 ? root : nodeAt(text, path.slice(0, depth))!;
  if (object.type !== "object") throw new ConfigSyntaxError(`\`${path.slice(0, depth).join(".")}\` is no object`);
  return insertProperty({ text, object, style }, path[depth]!, nested(path.slice(depth + 1), value));
}

function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner, key) => ({ [key]: inner }), value);
}
