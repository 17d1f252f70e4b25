import { checkFilter, type DocumentFilter, type SearchFilter } from "@ragstone/core";

/** Every filter that is given, all of which must hold, as it is at this moment. */
export function narrow(filters: readonly (SearchFilter | undefined)[]): readonly DocumentFilter[] | undefined {
  const given = filters.flatMap((filter) => (filter === undefined ? [] : checkFilter(filter)));
  return given.length === 0 ? undefined : given;
}
