import { InvalidOptionError, type DocumentFilter, type SearchFilter } from "@ragstone/core";

/**
 * A copy of a scope's filter that nobody else holds. A filter that lets everything through is most often a variable that was
 * not set, so that it is refused.
 *
 * @throws {@link InvalidOptionError} if a filter of it limits nothing, or a field of it is `undefined` or blank
 */
export function checkedScope(filter: SearchFilter): SearchFilter {
  const filters: readonly unknown[] = Array.isArray(filter) ? filter : [filter];
  if (filters.length === 0) throw unlimited(filter);
  for (const each of filters) {
    if (typeof each !== "object" || each === null || Array.isArray(each)) throw unlimited(filter);
    const fields = Object.entries(each);
    if (fields.length === 0 || fields.some(([, value]) => value === undefined || value === null)) throw unlimited(filter);
    const { path = [], metadata } = each as DocumentFilter;
    if ([path].flat().some(isBlank)) throw unlimited(filter);
    if (metadata !== undefined && Object.keys(metadata).length === 0) throw unlimited(filter);
  }
  return structuredClone(filter);
}

/** Globs that stand for the folder itself. */
function isBlank(glob: unknown): boolean {
  return typeof glob !== "string" || glob.replaceAll(/[\s./]/gu, "") === "";
}

function unlimited(filter: unknown): InvalidOptionError {
  return new InvalidOptionError("scope.filter", filter, "a filter each part of which limits the documents", "Check that the value it is made from is set; a view on everything is the index itself.");
}
