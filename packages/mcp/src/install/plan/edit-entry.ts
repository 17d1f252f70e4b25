import { isDeepStrictEqual } from "node:util";
import { ConfigSyntaxError } from "../edit/config-format.js";
import { formatOf } from "./formats.js";
import type { Target } from "./target.js";

/** The text with the entry. Nothing else may have changed: that is checked with the format's own reader. */
export function withEntry(text: string, target: Target): string {
  const { parse, set } = formatOf(target.format);
  const entry = target.entryIn(parse(text));
  const result = set(text, entry);
  checkOthers(text, result, target);
  if (set(result, entry) !== result) throw new ConfigSyntaxError("the change would not be stable");
  return result;
}

/** The text without the entry, and without the tables around it that are empty then and for which `isOurs` holds. */
export function withoutEntry(text: string, target: Target, isOurs: (table: string) => boolean): string {
  const { parse, remove } = formatOf(target.format);
  const { path } = target.entryIn(parse(text));
  let result = remove(text, path);
  for (let tables = path.slice(0, -1); tables.length > 0; tables = tables.slice(0, -1)) {
    if (!isOurs(tables.at(-1)!) || !isDeepStrictEqual(memberAt(parse(result), tables), {})) break;
    result = remove(result, tables);
  }
  checkOthers(text, result, target);
  return result;
}

function memberAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce((inner, key) => (inner as Readonly<Record<string, unknown>> | undefined)?.[key], data);
}

/** Whether two texts differ in the entry at most. */
export function haveSameOthers(one: string, other: string, target: Target): boolean {
  const { parse } = formatOf(target.format);
  const othersIn = (text: string) => {
    const settings = parse(text);
    return others(settings, target.entryIn(settings).path);
  };
  return isDeepStrictEqual(othersIn(one), othersIn(other));
}

function checkOthers(before: string, after: string, target: Target): void {
  if (target.format !== "section" && !haveSameOthers(before, after, target))
    throw new ConfigSyntaxError("the change would affect other settings");
}

/** The data without the member at the path, and without tables on the way that are empty then. */
function others(data: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path;
  if (typeof data !== "object" || data === null || key === undefined) return key === undefined ? undefined : data;
  const { [key]: inner, ...kept } = data as Readonly<Record<string, unknown>>;
  const remaining = rest.length === 0 ? undefined : others(inner, rest);
  const isEmpty = remaining === undefined || isDeepStrictEqual(remaining, {});
  return isEmpty ? kept : { ...kept, [key]: remaining };
}
