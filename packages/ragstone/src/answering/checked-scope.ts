import { InvalidOptionError, type DocumentFilter, type SearchFilter } from "@ragstone/core";

/**
 * A copy of a scope's filter that nobody else holds. A filter that lets everything through is most often a variable
 * that was not set, so that it is refused.
 *
 * @throws {@link InvalidOptionError} if a part of it limits nothing, is no plain object, or has a field that is unset
 * or blank
 */
export function checkedScope(filter: SearchFilter): SearchFilter {
  const parts: readonly unknown[] = Array.isArray(filter) ? filter : [filter];
  if (parts.length === 0 || !parts.every(limits)) throw refused(filter);
  try {
    return structuredClone(filter);
  } catch {
    // It holds a function.
    throw refused(filter);
  }
}

function limits(part: unknown): boolean {
  if (typeof part !== "object" || part === null) return false;
  // What a class inherits would not be in the copy.
  const prototype: unknown = Object.getPrototypeOf(part);
  if (prototype !== Object.prototype && prototype !== null) return false;
  const values: unknown[] = Object.values(part);
  if (values.length === 0 || values.some((value) => value === undefined || value === null)) return false;
  const { path = [], metadata } = part as DocumentFilter;
  return ![path].flat().some(isBlank) && (metadata === undefined || Object.keys(metadata).length > 0);
}

/** Globs that stand for the folder itself. */
function isBlank(glob: unknown): boolean {
  return typeof glob !== "string" || glob.replaceAll(/[\s./]/gu, "") === "";
}

function refused(filter: unknown): InvalidOptionError {
  return new InvalidOptionError(
    "scope.filter",
    filter,
    "a plain filter each part of which limits the documents",
    "Check that the value it is made from is set; a view on everything is the index itself.",
  );
}
