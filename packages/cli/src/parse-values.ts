import { filterDate, InvalidOptionError, type DocumentFilter, type Policy } from "@ragstone/core";
import type { SearchMode, SearchOptions } from "@ragstone/engine";

/** @throws {@link InvalidOptionError} if the value is not a whole number within bounds */
export function wholeNumber(
  option: string,
  value: string | number | undefined,
  { min, max }: { readonly min: number; readonly max: number },
): number | undefined {
  if (value === undefined) return undefined;
  const number = typeof value === "number" ? value : /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isInteger(number) || number < min || number > max)
    throw new InvalidOptionError(option, value, `a whole number from ${min} to ${max}`);
  return number;
}

export function targetTokens(value: string | number | undefined): number | "window" | undefined {
  return value === "window" ? value : wholeNumber("--target-tokens", value, { min: 16, max: 100_000 });
}

export function policy(value: string | undefined): Policy | undefined {
  return oneOf("--policy", value, ["mark", "drop", "strict"]);
}

export function searchMode(value: string | undefined): SearchMode | undefined {
  return oneOf("--mode", value, ["hybrid", "vector", "text"]);
}

export function expansion(value: string | undefined): SearchOptions["expand"] {
  return oneOf("--expand", value, ["neighbours", "section"]);
}

/** @throws {@link InvalidOptionError} if the value is not a number within `[0, 1]` */
export function share(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = /^\d*\.?\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= 0 && number <= 1)) throw new InvalidOptionError(option, value, "a number from 0 to 1");
  return number;
}

function oneOf<T extends string>(option: string, value: string | undefined, allowed: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new InvalidOptionError(option, value, allowed.join(", "));
  return found;
}

/**
 * Reads `path:guides/** type:md after:2025-01-01 team:search`; a key other than path, pathPrefix, type, after and
 * before is metadata. Values with spaces are in double quotes.
 *
 * @throws {@link InvalidOptionError} if a part has no colon or a date is none
 */
export function documentFilter(value: string | undefined): DocumentFilter | undefined {
  if (value === undefined) return undefined;
  const paths: string[] = [];
  const prefixes: string[] = [];
  const types: string[] = [];
  const metadata: [string, string][] = [];
  const dates: { after?: string; before?: string } = {};
  for (const part of value.match(/(?:[^\s"]|"[^"]*")+/gu) ?? []) {
    const colon = part.indexOf(":");
    const key = part.slice(0, colon);
    const wanted = part.slice(colon + 1).replaceAll('"', "");
    if (colon < 1 || wanted === "")
      throw new InvalidOptionError(
        "--filter",
        part,
        "KEY:VALUE parts",
        "For example: --filter 'path:guides/** type:md after:2025-01-01'",
      );
    if (key === "path") paths.push(wanted);
    else if (key === "pathPrefix") prefixes.push(wanted);
    else if (key === "type") types.push(wanted);
    else if (key === "after" || key === "before") {
      if (filterDate(wanted) === null)
        throw new InvalidOptionError(`--filter ${key}`, wanted, "a date such as 2025-01-31");
      dates[key] = wanted;
    } else metadata.push([key, wanted]);
  }
  const filter: DocumentFilter = {
    path: paths.length > 0 ? paths : undefined,
    pathPrefix: prefixes.length > 0 ? prefixes : undefined,
    type: types.length > 0 ? types : undefined,
    ...dates,
    metadata: metadata.length > 0 ? Object.fromEntries(metadata) : undefined,
  };
  // A field without a value is refused where a filter limits what may be seen.
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
