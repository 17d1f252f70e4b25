import { checkFilter, type DocumentFilter, type SearchFilter } from "@ragstone/core";

/** All given filters combined, copied at the time of the call. */
export function narrow(filters: readonly (SearchFilter | undefined)[]): readonly DocumentFilter[] | undefined {
  const given = filters.flatMap((filter) => (filter === undefined ? [] : checkFilter(filter)));
  return given.length === 0 ? undefined : given;
}
