import type { DocumentFilter, SearchFilter } from "@ragstone/core";

/** Every filter that is given, all of which must hold. */
export function narrow(filters: readonly (SearchFilter | undefined)[]): SearchFilter | undefined {
  const given = filters
    .filter((filter) => filter !== undefined)
    .flatMap((filter): readonly DocumentFilter[] => (isList(filter) ? filter : [filter]));
  return given.length === 0 ? undefined : given;
}

function isList(filter: SearchFilter): filter is readonly DocumentFilter[] {
  return Array.isArray(filter);
}
