import {
  checkFilter,
  InvalidOptionError,
  unlimitedField,
  type DocumentFilter,
  type SearchFilter,
} from "@ragstone/core";
import { globMatcher } from "@ragstone/core/globs";

/**
 * A frozen private copy of a scope's filter. A filter that admits everything usually comes from an unset variable, so
 * it is refused in any spelling: checked field by field, and globs by the names that they match.
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
