import { InvalidOptionError } from "./errors/invalid-option-error.js";
import { filterDate } from "./filter-date.js";
import type { AnyOf, DocumentFilter } from "./filter.js";

type ListField = "path" | "pathPrefix" | "type";

const isListField = (key: string): key is ListField => key === "path" || key === "pathPrefix" || key === "type";

/**
 * Reads `path:guides/** type:md after:2025-01-01 team:search`; a key that is none of path, pathPrefix, type, after and
 * before is metadata. Of a key that is given more than once, one of the values must match. Values with spaces are
 * written in double quotes.
 *
 * @param option - names the text in an error
 * @throws {@link InvalidOptionError} if a part has no colon or a date does not exist
 */
export function parseFilter(text: string, option = "filter"): DocumentFilter {
  const lists: Partial<Record<ListField, string[]>> = {};
  const dates: { after?: string; before?: string } = {};
  const metadata = new Map<string, string[]>();
  for (const part of text.match(/(?:[^\s"]|"[^"]*")+/gu) ?? []) {
    const { key, value } = keyAndValue(part, option);
    if (isListField(key)) (lists[key] ??= []).push(value);
    else if (key !== "after" && key !== "before") metadata.set(key, [...(metadata.get(key) ?? []), value]);
    else if (filterDate(value) === null)
      throw new InvalidOptionError(option, part, `${key}: with a date such as 2025-01-31`);
    else dates[key] = value;
  }
  const filter = { ...lists, ...dates };
  return metadata.size === 0 ? filter : { ...filter, metadata: wanted(metadata) };
}

function wanted(values: ReadonlyMap<string, readonly string[]>): Record<string, string | AnyOf> {
  return Object.fromEntries(
    Array.from(values, ([key, given]) => [key, given.length > 1 ? { anyOf: given } : given[0]!]),
  );
}

function keyAndValue(part: string, option: string): { readonly key: string; readonly value: string } {
  const colon = part.indexOf(":");
  const value = part.slice(colon + 1).replaceAll('"', "");
  if (colon >= 1 && value !== "") return { key: part.slice(0, colon), value };
  throw new InvalidOptionError(option, part, "KEY:VALUE parts", "For example: path:guides/** type:md after:2025-01-01");
}
