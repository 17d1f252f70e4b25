import {
  checkFilter,
  InvalidOptionError,
  unlimitedField,
  type DocumentFilter,
  type SearchFilter,
} from "@ragstone/core";
import { globMatcher } from "@ragstone/index/filter";

/**
 * A frozen copy of a scope's filter that nobody else holds. A filter that lets everything through is most often made
 * from a variable that was not set, so it is refused however it is written: by its fields one by one, and globs by what
 * they match.
 *
 * @throws {@link InvalidOptionError} if a field of it limits nothing or is unset, or if it is not a plain filter
 */
export function checkedScope(filter: SearchFilter): readonly DocumentFilter[] {
  const option = "scope.filter";
  const parts = checkFilter(filter, { option, allowUnset: false });
  if (parts.length === 0) throw refused(option, filter);
  for (const part of parts) {
    const field = unlimitedField(part, globMatcher);
    if (field === "") throw refused(option, filter);
    if (field !== null) throw refused(`${option}.${field}`, part[field as keyof DocumentFilter]);
  }
  return parts;
}

function refused(option: string, value: unknown): InvalidOptionError {
  return new InvalidOptionError(
    option,
    value,
    "a value that limits the documents",
    "Check that the value it is made from is set; a view of everything is the index itself. For a folder named by a " +
      "variable use pathPrefix.",
  );
}
